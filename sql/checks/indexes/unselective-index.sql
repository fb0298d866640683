-- id          = "unselective-index"
-- title       = "Index whose scans read a large part of the table"
-- severity    = "info"
-- object      = "index"
-- confidence  = "low"
-- reads       = ["index_scans", "indexes", "statistics_age"]
-- message     = "A scan of {{ index_name }} on {{ table_qualified }} returns {{ rows_per_scan }} entries on average, {{ percent }} % of the table"
-- remediation = "Look at the queries that use it: a further column in the index, or another index, may exclude what they filter out afterwards."
-- since       = "0.1.0"
-- tags        = ["performance"]
-- [params.min_days]
-- default = 14
-- about   = "Days that usage must have been counted for."
-- [params.min_scans]
-- default = 100
-- about   = "Indexes with fewer scans are not judged."
-- [params.min_percent]
-- default = 10.0
-- about   = "Share of the table's rows, in percent, that a scan must return on average."
-- [params.min_rows]
-- default = 100000
-- about   = "Smaller tables, as last counted, are not reported."
-- ---
-- ## What it does
-- Divides the entries that scans of an index returned by the number of scans and compares the result with the rows of
-- the table.
--
-- ## Why it matters
-- Fetching a tenth of a table by way of an index can be slower than reading all of it. Mostly the index lacks the
-- column by which the query then filters.
--
-- ## How to fix
-- EXPLAIN (ANALYZE) of the queries shows "Rows Removed by Filter".
--
-- ## False positives
-- Reports that really need so many rows, index-only counts, and merge joins that read the index in order.
--
-- ## Sources
-- PostgreSQL documentation, "pg_stat_all_indexes" (idx_tup_read). pgFirstAid takes 1000 entries a scan, whatever the
-- size of the table.

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
    format('Usage has been counted for %s days only; unselective-index waits for %s', floor(a.days), p.min_days)
        AS message,
    'Run the check again later. Usage counts from the last reset of the statistics, or else from the start of the server.'
        AS remediation,
    NULL AS index_name,
    NULL AS table_name,
    NULL AS table_qualified,
    NULL::numeric AS rows_per_scan,
    NULL::numeric AS percent
FROM age AS a
CROSS JOIN params AS p
WHERE a.is_short
UNION ALL
SELECT
    i.schema_name,
    i.qualified,
    NULL,
    NULL,
    NULL,
    NULL,
    i.index_name,
    i.table_name,
    i.table_qualified,
    round(u.rows_read / u.scans),
    round((100 * u.rows_read / u.scans / i.row_estimate)::numeric)
FROM indexes AS i
JOIN index_scans AS u ON u.index_oid = i.index_oid
CROSS JOIN params AS p
WHERE NOT (SELECT s.is_short FROM age AS s)
  AND NOT i.is_partition
  AND i.row_estimate >= p.min_rows
  AND u.scans >= GREATEST(p.min_scans, 1)
  AND 100.0 * u.rows_read >= p.min_percent * u.scans * i.row_estimate
