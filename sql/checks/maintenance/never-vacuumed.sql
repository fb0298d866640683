-- id          = "never-vacuumed"
-- title       = "Table that was never vacuumed"
-- severity    = "info"
-- object      = "table"
-- confidence  = "medium"
-- reads       = ["vacuum_thresholds"]
-- message     = "No VACUUM has marked a page of {{ qualified }} ({{ bytes | bytes }}) as visible to all: index-only scans visit the table for every row, and all of it remains to be frozen"
-- remediation = "Vacuum it, on a quiet day if it is large: the first VACUUM writes every page.{% if not has_insert_vacuum %} Inserts alone never make autovacuum take it: set autovacuum_vacuum_insert_threshold for it back to its default.{% endif %}"
-- since       = "0.1.0"
-- tags        = ["performance", "vacuum"]
-- [params.min_bytes]
-- default = 104857600
-- about   = "Smaller tables are not reported."
-- ---
-- ## What it does
-- Looks for tables and materialised views whose visibility map is empty and for which no VACUUM is on record.
--
-- ## Why it matters
-- The map lets index-only scans skip the table and lets VACUUM skip pages. Without it the first VACUUM against
-- wraparound reads and writes the whole table, when nobody expects it.
--
-- ## How to fix
-- VACUUM blocks neither reads nor writes. After a large load run it by hand.
--
-- ## False positives
-- A table whose rows all change between two VACUUMs, if the counters were lost since. One that was loaded lately.
--
-- ## Sources
-- PostgreSQL documentation, "Visibility Map" and "Updating the Visibility Map". check_postgres warns after one day
-- without VACUUM, whether or not anything was written.

SELECT
    v.schema_name,
    v.qualified AS object_name,
    v.kind AS object_kind,
    v.qualified,
    v.bytes,
    v.row_estimate,
    v.insert_threshold IS NOT NULL AS has_insert_vacuum,
    format('VACUUM %s', v.qualified) AS fix_sql
FROM vacuum_thresholds AS v
CROSS JOIN params AS p
WHERE v.bytes >= p.min_bytes
  AND NOT v.is_toast
  AND v.all_visible_pages = 0
  AND v.last_vacuum IS NULL
