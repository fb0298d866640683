-- id          = "unused-table"
-- title       = "Table that nobody reads or writes"
-- severity    = "info"
-- object      = "table"
-- confidence  = "medium"
-- reads       = ["statistics_age", "table_activity"]
-- message     = "{{ qualified }} ({{ bytes | bytes }}) was neither read nor written on this server {% if last_scan %}since {{ last_scan }}{% else %}in {{ counted_days }} days{% endif %}"
-- remediation = "Ask whose it is, look at the replicas, archive it and drop it."
-- since       = "0.1.0"
-- tags        = ["design", "storage"]
-- [params.min_days]
-- default = 30
-- about   = "Days that usage must have been counted for."
-- [params.idle_days]
-- default = 180
-- about   = "From PostgreSQL 16 on: days since the last scan after which a table counts as unused."
-- [params.min_bytes]
-- default = 1048576
-- about   = "Smaller tables are not reported."
-- ---
-- ## What it does
-- Looks for tables with rows that had no scan and no write since usage is counted, or, from PostgreSQL 16 on, no write and
-- no scan for `idle_days`. Partitions are left out: old ones are rarely read, and are kept on purpose.
--
-- If there is one but usage is counted for less than `min_days`, the check says `insufficient_evidence`, and on a
-- standby, where writes are not counted, `not_applicable`.
--
-- ## Why it matters
-- Copies made before a migration and tables of features long gone are backed up, vacuumed and upgraded with all others,
-- and often hold personal data that should be gone.
--
-- ## How to fix
-- Each server counts its own scans only, so look at replicas. To be careful, rename the table first and wait.
--
-- ## False positives
-- Tables for yearly jobs; tables that only a replica reads.
--
-- ## Sources
-- PostgreSQL documentation, "pg_stat_all_tables". PgHero lists tables without index scans, pglinter those that have
-- inserts and no scan; pg_dump counts as a scan, which hides unused tables that are dumped every night.

WITH age AS MATERIALIZED (
    SELECT a.qualified, floor(extract(epoch FROM now() - a.counted_since) / 86400)::bigint AS days,
           pg_is_in_recovery() AS is_standby
    FROM statistics_age AS a
), idle AS (
    SELECT t.schema_name, t.qualified, t.bytes,
           to_char(GREATEST(t.last_sequential_scan, t.last_index_scan), 'YYYY-MM-DD') AS last_scan
    FROM table_activity AS t
    CROSS JOIN params AS p
    WHERE NOT t.is_partition
      AND t.bytes >= p.min_bytes
      AND t.inserted = 0 AND t.updated = 0 AND t.deleted = 0
      AND (t.sequential_scans = 0 AND t.index_scans = 0
           OR GREATEST(t.last_sequential_scan, t.last_index_scan) < now() - make_interval(days => p.idle_days::int))
)
SELECT
    t.schema_name,
    t.qualified AS object_name,
    NULL AS object_kind,
    NULL AS status,
    NULL AS message,
    NULL AS remediation,
    t.qualified,
    t.bytes,
    t.last_scan,
    g.days AS counted_days
FROM idle AS t
CROSS JOIN age AS g
CROSS JOIN params AS p
WHERE g.days >= p.min_days AND NOT g.is_standby
UNION ALL
SELECT
    NULL,
    g.qualified,
    'database',
    CASE WHEN g.is_standby THEN 'not_applicable' ELSE 'insufficient_evidence' END,
    CASE WHEN g.is_standby THEN 'A standby does not count the writes of its tables'
         ELSE format('Usage has been counted for %s days only; tables unused so far: %s', g.days, count(*)) END,
    CASE WHEN g.is_standby THEN 'Run the check on the primary.' ELSE 'Run the check again later.' END,
    NULL, NULL, NULL, NULL
FROM idle AS t
CROSS JOIN age AS g
CROSS JOIN params AS p
WHERE g.days < p.min_days OR g.is_standby
GROUP BY g.qualified, g.days, g.is_standby
