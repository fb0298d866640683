-- id          = "sparse-visibility-map"
-- title       = "Large table whose index-only scans must visit it"
-- severity    = "info"
-- object      = "table"
-- confidence  = "low"
-- reads       = ["vacuum_thresholds"]
-- message     = "Only {{ visible_percent }} % of the pages of {{ qualified }} ({{ bytes | bytes }}) are marked as visible to all, though just {{ dead_rows }} rows are dead: index-only scans visit the table for most rows"
-- remediation = "Vacuum it, and have that done more often with a lower autovacuum_vacuum_insert_scale_factor, or autovacuum_vacuum_scale_factor if it is updated, for the table."
-- since       = "0.1.0"
-- tags        = ["performance", "vacuum"]
-- [params.max_percent]
-- default = 50
-- about   = "Share of pages marked, in percent, below which a table is reported."
-- [params.min_bytes]
-- default = 1073741824
-- about   = "Smaller tables are not reported."
-- ---
-- ## What it does
-- Compares the pages that the visibility map marks with all pages of large tables and materialised views that were
-- vacuumed at some time and have few dead rows.
--
-- ## Why it matters
-- The planner knows the share and prefers other plans; where it does not, each row found in the index costs a page of the
-- table.
--
-- ## How to fix
-- VACUUM blocks neither reads nor writes. If the share stays low, an old transaction keeps pages from being marked.
--
-- ## False positives
-- Tables of which no index-only scan is ever made.
--
-- ## Sources
-- PostgreSQL documentation, "Index-Only Scans and Covering Indexes" and "Visibility Map".

SELECT
    v.schema_name,
    v.qualified AS object_name,
    v.kind AS object_kind,
    v.qualified,
    v.bytes,
    v.dead_rows,
    round(100.0 * v.all_visible_pages / v.pages)::bigint AS visible_percent,
    format('VACUUM %s', v.qualified) AS fix_sql
FROM vacuum_thresholds AS v
CROSS JOIN params AS p
WHERE v.bytes >= p.min_bytes
  AND NOT v.is_toast
  AND v.all_visible_pages > 0
  AND 100 * v.all_visible_pages < p.max_percent * v.pages
  -- With many dead rows it is another matter, and VACUUM is due anyway.
  AND v.dead_rows < 0.05 * v.row_estimate
