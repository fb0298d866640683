-- id          = "seldom-used-large-index"
-- title       = "Large index for a small part of the scans"
-- severity    = "info"
-- object      = "index"
-- confidence  = "low"
-- reads       = ["foreign_key_indexes", "index_scans", "indexes", "statistics_age", "table_index_load"]
-- message     = "{{ index_name }} on {{ table_qualified }} takes {{ bytes | bytes }} for {{ share_percent }} % of the index scans of its table"
-- remediation = "Make it smaller if you can: a partial index for the rows that its queries look for, fewer columns, or BRIN if its order is that of the rows."
-- since       = "0.1.0"
-- tags        = ["storage", "performance"]
-- [params.min_days]
-- default = 14
-- about   = "Days that usage must have been counted for."
-- [params.max_share_percent]
-- default = 1.0
-- about   = "Share of the table's index scans, in percent, up to which an index is reported."
-- [params.min_bytes]
-- default = 1073741824
-- about   = "Smaller indexes are not reported."
-- ---
-- ## What it does
-- Looks for large indexes that serve less than `max_share_percent` of the index scans of their table, if they are
-- scanned at least once a day. Those that are unique, back a constraint or serve a foreign key are left out.
--
-- ## Why it matters
-- A large index takes cache from those that serve nearly all queries, and lengthens every vacuum and backup.
--
-- ## How to fix
-- Look which queries use it, in pg_stat_statements; compare their plans with a smaller index.
--
-- ## False positives
-- Few queries that matter much.
--
-- ## Sources
-- PostgreSQL documentation, "pg_stat_all_indexes". pgx_scripts takes 5 % and 100 MB.

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
    format('Usage has been counted for %s days only; seldom-used-large-index waits for %s', floor(a.days), p.min_days)
        AS message,
    'Run the check again later. Usage counts from the last reset of the statistics, or else from the start of the server.'
        AS remediation,
    NULL AS index_name,
    NULL AS table_name,
    NULL AS table_qualified,
    NULL::numeric AS scans,
    NULL::numeric AS share_percent,
    NULL::numeric AS bytes
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
    round(100 * u.scans / y.table_index_scans, 2),
    u.bytes
FROM indexes AS i
JOIN index_scans AS u ON u.index_oid = i.index_oid
JOIN table_index_load AS y ON y.table_oid = i.table_oid AND y.table_index_scans > 0
CROSS JOIN age AS a
CROSS JOIN params AS p
WHERE NOT (SELECT s.is_short FROM age AS s)
  AND u.scans >= a.days
  AND u.bytes >= p.min_bytes
  AND 100 * u.scans <= p.max_share_percent * y.table_index_scans
  AND i.is_usable
  AND NOT (i.is_unique OR i.is_exclusion OR i.is_replica_identity OR i.is_clustered OR i.is_partition)
  AND i.constraint_name IS NULL
  AND NOT EXISTS (SELECT FROM serving AS f WHERE f.index_oid = i.index_oid)
