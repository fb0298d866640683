-- id          = "index-written-more-than-read"
-- title       = "Index that costs more writes than it saves scans"
-- severity    = "info"
-- object      = "index"
-- confidence  = "medium"
-- reads       = ["foreign_key_indexes", "index_scans", "indexes", "statistics_age", "table_index_load"]
-- message     = "{{ index_name }} on {{ table_qualified }} was written about {{ writes }} times for {{ scans }} scans in {{ counted_days }} days; other indexes served {{ others_percent }} % of the table's index scans"
-- remediation = "See whether its queries could use another index of the table; drop it if so."
-- since       = "0.1.0"
-- tags        = ["performance"]
-- [params.min_days]
-- default = 14
-- about   = "Days that usage must have been counted for."
-- [params.min_writes_per_scan]
-- default = 100
-- about   = "Writes for each scan from which an index is reported."
-- [params.max_share_percent]
-- default = 10
-- about   = "Share of the table's index scans, in percent, up to which it is reported."
-- [params.min_writes]
-- default = 100000
-- about   = "Tables with fewer writes since usage is counted are not reported."
-- ---
-- ## What it does
-- Compares how often an index was scanned with how often rows were inserted, or updated other than HOT, in its table:
-- each such row is an entry written in the index. Reported are indexes with few scans both for these writes and beside
-- the other indexes of the table, if they were scanned at least once a day.
--
-- ## Why it matters
-- On such a table the index is a price without much return: WAL, full pages, vacuum and updates that cannot be HOT.
--
-- ## How to fix
-- Look at the replicas first: each server counts its own scans only. Then drop it with CONCURRENTLY; the undo creates
-- it again.
--
-- ## False positives
-- An index that only a replica uses, or a job once a month; one that was created a short while ago.
--
-- ## Sources
-- PostgreSQL documentation, "pg_stat_all_tables". The thresholds follow the "low scans, high writes" list of
-- pgx_scripts (one scan a write, 10 % of the scans), with a hundredth of the scans, so that a query that matters is not
-- reported.

WITH age AS MATERIALIZED (
    SELECT
        a.qualified,
        extract(epoch FROM now() - a.counted_since) / 86400 AS days,
        extract(epoch FROM now() - a.counted_since) / 86400 < p.min_days AS is_short
    FROM statistics_age AS a
    CROSS JOIN params AS p
), serving AS MATERIALIZED (
    SELECT DISTINCT f.index_oid FROM foreign_key_indexes AS f
)
SELECT
    NULL AS schema_name,
    a.qualified AS object_name,
    'database' AS object_kind,
    'insufficient_evidence' AS status,
    format('Usage has been counted for %s days only; index-written-more-than-read waits for %s', floor(a.days), p.min_days)
        AS message,
    'Run the check again later. Usage counts from the last reset of the statistics, or else from the start of the server.'
        AS remediation,
    NULL AS index_name,
    NULL AS table_name,
    NULL AS table_qualified,
    NULL::numeric AS scans,
    NULL::numeric AS writes,
    NULL::numeric AS others_percent,
    NULL::numeric AS counted_days,
    NULL::numeric AS bytes,
    NULL AS fix_sql,
    NULL AS undo_sql
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
    u.scans,
    y.writes,
    round(100 - 100 * u.scans / NULLIF(y.table_index_scans, 0)),
    floor(a.days),
    u.bytes,
    i.drop_sql,
    i.create_sql
FROM indexes AS i
JOIN index_scans AS u ON u.index_oid = i.index_oid
JOIN table_index_load AS y ON y.table_oid = i.table_oid
CROSS JOIN age AS a
CROSS JOIN params AS p
WHERE NOT (SELECT s.is_short FROM age AS s)
  -- What is used less than once a day is reported by rarely-used-index.
  AND u.scans >= a.days
  AND y.writes >= p.min_writes
  AND y.writes >= p.min_writes_per_scan * u.scans
  AND 100 * u.scans <= p.max_share_percent * y.table_index_scans
  AND i.is_usable
  AND NOT (i.is_unique OR i.is_exclusion OR i.is_replica_identity OR i.is_clustered OR i.is_partition)
  AND i.constraint_name IS NULL
  AND NOT EXISTS (SELECT FROM serving AS f WHERE f.index_oid = i.index_oid)
