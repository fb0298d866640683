-- id          = "frequent-sequential-scans"
-- title       = "Large table that is read as a whole again and again"
-- severity    = "warning"
-- object      = "table"
-- confidence  = "medium"
-- reads       = ["statistics_age", "table_scans", "tables"]
-- message     = "{{ table_qualified }} was read sequentially {{ scans }} times in {{ counted_days }} days, {{ rows_per_scan }} rows each time{% if index_percent is not none %}; {{ index_percent }} % of its scans use an index{% endif %}"
-- remediation = "Find the queries in pg_stat_statements and let dbarch.suggest_indexes() advise for them."
-- since       = "0.1.0"
-- tags        = ["performance"]
-- [params.min_days]
-- default = 1
-- about   = "Days that usage must have been counted for."
-- [params.min_scans_per_day]
-- default = 100.0
-- about   = "Sequential scans a day from which a table is reported."
-- [params.min_rows_per_scan]
-- default = 10000
-- about   = "Rows that a sequential scan must read on average."
-- ---
-- ## What it does
-- Looks for tables that are scanned sequentially often, where such a scan reads many rows on average. Scans of
-- partitions count for their table. Parallel workers count as scans of their own.
--
-- ## Why it matters
-- Each such scan reads what an index might have found in a few pages; it takes I/O and cache from everything else.
--
-- ## How to fix
-- See remediation. Sequential scans of small tables are right, and are not reported.
--
-- ## False positives
-- Reports and exports that need all rows; backups by pg_dump, once a day.
--
-- ## Sources
-- PostgreSQL documentation, "pg_stat_all_tables". pgFirstAid takes 1000 scans of 10,000 rows in all; pghero and heroku
-- go by the share of index scans, which says nothing of the rows read.

WITH age AS MATERIALIZED (
    SELECT
        a.qualified,
        extract(epoch FROM now() - a.counted_since) / 86400 AS days,
        extract(epoch FROM now() - a.counted_since) / 86400 < p.min_days AS is_short
    FROM statistics_age AS a
    CROSS JOIN params AS p
)
SELECT
    NULL AS schema_name,
    a.qualified AS object_name,
    'database' AS object_kind,
    'insufficient_evidence' AS status,
    format('Usage has been counted for %s days only; frequent-sequential-scans waits for %s', floor(a.days), p.min_days)
        AS message,
    'Run the check again later. Usage counts from the last reset of the statistics, or else from the start of the server.'
        AS remediation,
    NULL AS table_name,
    NULL AS table_qualified,
    NULL::numeric AS scans,
    NULL::numeric AS rows_per_scan,
    NULL::numeric AS index_percent,
    NULL::numeric AS counted_days
FROM age AS a
CROSS JOIN params AS p
WHERE a.is_short
UNION ALL
SELECT
    t.schema_name,
    t.qualified,
    NULL,
    NULL,
    NULL,
    NULL,
    t.table_name,
    t.qualified,
    s.scans,
    round(s.rows / s.scans),
    round(100 * s.index_scans / (s.index_scans + s.scans)),
    floor(a.days)
FROM table_scans AS s
JOIN tables AS t ON t.table_oid = s.table_oid
CROSS JOIN age AS a
CROSS JOIN params AS p
WHERE NOT (SELECT x.is_short FROM age AS x)
  AND s.scans > 0
  AND s.scans >= p.min_scans_per_day * a.days
  AND s.rows >= p.min_rows_per_scan * s.scans
