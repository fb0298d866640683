-- id          = "hot-small-table-scans"
-- title       = "Small table that is read as a whole very often"
-- severity    = "info"
-- object      = "table"
-- confidence  = "low"
-- reads       = ["statistics_age", "table_scans", "tables"]
-- message     = "{{ table_qualified }} is small, but its sequential scans read {{ rows_per_day }} rows a day, {{ rows_per_scan }} each"
-- remediation = "Index the column that the queries compare, or let the application keep the rows: they change seldom."
-- since       = "0.1.0"
-- tags        = ["performance"]
-- [params.min_days]
-- default = 1
-- about   = "Days that usage must have been counted for."
-- [params.max_rows_per_scan]
-- default = 10000
-- about   = "From this many rows a scan on, frequent-sequential-scans reports the table."
-- [params.min_rows_per_scan]
-- default = 100
-- about   = "Fewer rows a scan are not worth an index."
-- [params.min_rows_per_day]
-- default = 1000000000
-- about   = "Rows a day that sequential scans must read."
-- ---
-- ## What it does
-- Looks for tables whose sequential scans are short, but so frequent that together they read very many rows.
--
-- ## Why it matters
-- A table of a thousand rows is planned without an index as long as statistics say it is small; a million such scans a
-- day keep a processor busy.
--
-- ## How to fix
-- Find the query by its number of calls in pg_stat_statements.
--
-- ## False positives
-- Every row is needed each time.
--
-- ## Sources
-- PostgreSQL documentation, "pg_stat_all_tables". pg-index-health reports tables with more sequential than index scans,
-- however small.

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
    format('Usage has been counted for %s days only; hot-small-table-scans waits for %s', floor(a.days), p.min_days)
        AS message,
    'Run the check again later. Usage counts from the last reset of the statistics, or else from the start of the server.'
        AS remediation,
    NULL AS table_name,
    NULL AS table_qualified,
    NULL::numeric AS rows_per_day,
    NULL::numeric AS rows_per_scan
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
    trunc((s.rows / a.days)::numeric, -6),
    round(s.rows / s.scans)
FROM table_scans AS s
JOIN tables AS t ON t.table_oid = s.table_oid
CROSS JOIN age AS a
CROSS JOIN params AS p
WHERE NOT (SELECT x.is_short FROM age AS x)
  AND s.scans > 0
  AND s.rows >= p.min_rows_per_day * a.days
  AND s.rows < p.max_rows_per_scan * s.scans
  AND s.rows >= p.min_rows_per_scan * s.scans
