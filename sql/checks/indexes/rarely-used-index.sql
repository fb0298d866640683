-- id          = "rarely-used-index"
-- title       = "Index that hardly any query uses"
-- severity    = "info"
-- object      = "index"
-- confidence  = "medium"
-- reads       = ["foreign_key_indexes", "index_scans", "indexes", "statistics_age"]
-- message     = "{{ index_name }} on {{ table_qualified }} has served {{ scans }} scans on this server in {{ counted_days }} days and takes {{ bytes | bytes }}"
-- remediation = "Find out which query uses it and whether another index would do; drop it if its replicas do not use it more."
-- since       = "0.1.0"
-- tags        = ["performance", "storage"]
-- [params.min_days]
-- default = 14
-- about   = "Days that usage must have been counted for."
-- [params.max_scans_per_day]
-- default = 1.0
-- about   = "Indexes that are scanned more often are not reported."
-- [params.min_bytes]
-- default = 10485760
-- about   = "Smaller indexes are not reported."
-- ---
-- ## What it does
-- Looks for indexes that were scanned, but less than `max_scans_per_day` times a day since usage is counted. Never
-- reported: an index that is unique, backs a constraint, serves a foreign key, is the replica identity or the order of
-- CLUSTER. Indexes without any scan are reported by unused-index.
--
-- ## Why it matters
-- Each write maintains the index and it takes disk and cache all day, for a query that runs seldom and could perhaps
-- wait.
--
-- ## How to fix
-- Look at the replicas first: each server counts its own scans only. Then drop it with CONCURRENTLY; the undo creates
-- it again.
--
-- ## False positives
-- An index that only a replica uses, or a job once a month; one that was created a short while ago.
--
-- ## Sources
-- PostgreSQL documentation, "pg_stat_all_indexes". pghero and others count up to 50 scans in all, whatever the time;
-- here it is scans a day.

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
    format('Usage has been counted for %s days only; rarely-used-index waits for %s', floor(a.days), p.min_days)
        AS message,
    'Run the check again later. Usage counts from the last reset of the statistics, or else from the start of the server.'
        AS remediation,
    NULL AS index_name,
    NULL AS table_name,
    NULL AS table_qualified,
    NULL::numeric AS scans,
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
    floor(a.days),
    u.bytes,
    i.drop_sql,
    i.create_sql
FROM indexes AS i
JOIN index_scans AS u ON u.index_oid = i.index_oid
CROSS JOIN age AS a
CROSS JOIN params AS p
WHERE NOT (SELECT s.is_short FROM age AS s)
  AND u.scans > 0
  AND u.scans < p.max_scans_per_day * a.days
  AND u.bytes >= p.min_bytes
  AND i.is_usable
  AND NOT (i.is_unique OR i.is_exclusion OR i.is_replica_identity OR i.is_clustered OR i.is_partition)
  AND i.constraint_name IS NULL
  AND NOT EXISTS (SELECT FROM serving AS f WHERE f.index_oid = i.index_oid)
