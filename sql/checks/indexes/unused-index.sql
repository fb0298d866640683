-- id          = "unused-index"
-- title       = "Index that no query uses"
-- severity    = "info"
-- object      = "index"
-- confidence  = "medium"
-- reads       = ["foreign_key_indexes", "index_usage", "indexes", "partition_ancestors", "statistics_age"]
-- message     = "{{ index_name }} on {{ table_qualified }} has served no scan on this server {% if last_scan %}since {{ last_scan }}{% else %}in {{ counted_days }} days{% endif %} and takes {{ bytes | bytes }}"
-- remediation = "Drop it if it is unused on the replicas too, and if no yearly or monthly job needs it."
-- since       = "0.1.0"
-- tags        = ["performance", "storage"]
-- [params.min_days]
-- default = 14
-- about   = "Days that usage must have been counted for, before an index without a scan is reported."
-- [params.idle_days]
-- default = 90
-- about   = "From PostgreSQL 16 on: days since the last scan after which an index counts as unused."
-- [params.min_bytes]
-- default = 1048576
-- about   = "Smaller indexes are not reported."
-- [params.warning_bytes]
-- default = 1073741824
-- about   = "From this size on the finding is a `warning`."
-- ---
-- ## What it does
-- Looks for indexes that were never scanned since usage is counted, or, from PostgreSQL 16 on, not for `idle_days`.
-- Usage of the indexes of partitions counts for the index of the partitioned table. Never reported: an index that is
-- unique, backs a constraint, serves a foreign key, is the replica identity or the order of CLUSTER.
--
-- If usage is counted for less than `min_days`, the check says `insufficient_evidence` and names no index. Without a
-- reset on record, only the time since the server started is certain.
--
-- ## Why it matters
-- Each write maintains the index, each new row may cost a page of WAL for it, and it keeps updates from being HOT.
--
-- ## How to fix
-- Look at the replicas first: each server counts its own scans only. Then drop it with CONCURRENTLY.
--
-- ## False positives
-- An index created a short while ago, as PostgreSQL does not record when; one that only a replica or a yearly report
-- uses; one that exists for its statistics on an expression.
--
-- ## Sources
-- PostgreSQL documentation, "pg_stat_all_indexes". Statistics are lost in a crash and by promotion of a replica.

WITH age AS MATERIALIZED (
    SELECT
        a.qualified,
        a.counted_since,
        now() - a.counted_since < make_interval(days => p.min_days::int) AS is_short,
        floor(extract(epoch FROM now() - a.counted_since) / 86400)::bigint AS counted_days,
        p.min_days,
        p.idle_days,
        p.min_bytes,
        p.warning_bytes
    FROM statistics_age AS a
    CROSS JOIN params AS p
), serving AS MATERIALIZED (
    SELECT DISTINCT f.index_oid FROM foreign_key_indexes AS f
), used AS MATERIALIZED (
    SELECT m.index_oid, sum(u.scans) AS scans, max(u.last_scan) AS last_scan, sum(m.bytes) AS bytes
    FROM (SELECT i.index_oid, i.index_oid AS member_oid, i.bytes FROM indexes AS i
          UNION ALL
          SELECT a.ancestor_oid, a.descendant_oid, i.bytes
          FROM partition_ancestors AS a JOIN indexes AS i ON i.index_oid = a.descendant_oid) AS m
    JOIN index_usage AS u ON u.index_oid = m.member_oid
    GROUP BY m.index_oid
)
SELECT
    NULL AS schema_name,
    'database' AS object_kind,
    a.qualified AS object_name,
    'insufficient_evidence' AS status,
    NULL AS severity,
    format('Index usage has been counted for %s days only; unused-index waits for %s', a.counted_days, a.min_days) AS message,
    'Run the check again later. Usage counts from the last reset of the statistics, or else from the start of the server.' AS remediation,
    NULL AS index_name, NULL AS table_name, NULL AS table_qualified,
    NULL AS last_scan, a.counted_days, NULL::numeric AS bytes, NULL AS fix_sql, NULL AS undo_sql
FROM age AS a
WHERE a.is_short
UNION ALL
SELECT
    i.schema_name,
    NULL,
    i.qualified,
    NULL,
    CASE WHEN u.bytes >= a.warning_bytes THEN 'warning' END,
    NULL,
    NULL,
    i.index_name,
    i.table_name,
    i.table_qualified,
    to_char(u.last_scan, 'YYYY-MM-DD'),
    a.counted_days,
    u.bytes,
    i.drop_sql,
    i.create_sql
FROM indexes AS i
JOIN used AS u ON u.index_oid = i.index_oid
CROSS JOIN age AS a
-- As a subquery it is decided once, before anything is read.
WHERE NOT (SELECT s.is_short FROM age AS s)
  AND i.is_usable
  AND NOT (i.is_unique OR i.is_exclusion OR i.is_replica_identity OR i.is_clustered OR i.is_partition)
  AND i.constraint_name IS NULL
  AND u.bytes >= a.min_bytes
  AND (u.scans = 0 OR u.last_scan < now() - make_interval(days => a.idle_days::int))
  AND NOT EXISTS (SELECT FROM serving AS f WHERE f.index_oid = i.index_oid)
