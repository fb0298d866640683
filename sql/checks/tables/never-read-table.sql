-- id          = "never-read-table"
-- title       = "Table that is written and never read"
-- severity    = "info"
-- object      = "table"
-- confidence  = "medium"
-- reads       = ["statistics_age", "table_activity"]
-- message     = "{{ qualified }} ({{ bytes | bytes }}) took {{ inserted }} rows in {{ counted_days }} days, and nothing on this server has read it"
-- remediation = "Ask who needs the rows. If nobody reads them, stop writing them; if it is a log kept for the day it is asked for, give it partitions and a time after which they go."
-- since       = "0.1.0"
-- tags        = ["design", "storage"]
-- [params.min_days]
-- default = 30
-- about   = "Days that usage must have been counted for."
-- [params.min_inserted]
-- default = 1000
-- about   = "Tables with fewer new rows are not reported."
-- ---
-- ## What it does
-- Looks for tables into which rows were inserted and that had no scan, neither of the table nor of an index, since usage
-- is counted. Partitions are left out.
--
-- If there is one but usage is counted for less than `min_days`, the check says `insufficient_evidence`, and on a
-- standby, where writes are not counted, `not_applicable`.
--
-- ## Why it matters
-- Each row costs WAL, indexes and backups, and grows a table that nobody would miss.
--
-- ## How to fix
-- Look at the replicas first: each server counts its own scans only. COPY and pg_dump of the table count as scans.
--
-- ## False positives
-- Audit logs; tables that are read by logical replication or on a replica.
--
-- ## Sources
-- PostgreSQL documentation, "pg_stat_all_tables". pglinter reports tables never selected, in the same narrow sense.

WITH age AS MATERIALIZED (
    SELECT a.qualified, floor(extract(epoch FROM now() - a.counted_since) / 86400)::bigint AS days,
           pg_is_in_recovery() AS is_standby
    FROM statistics_age AS a
), unread AS (
    SELECT t.schema_name, t.qualified, t.bytes, t.inserted
    FROM table_activity AS t
    CROSS JOIN params AS p
    WHERE NOT t.is_partition
      AND t.inserted >= p.min_inserted
      AND t.sequential_scans = 0 AND t.index_scans = 0
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
    t.inserted,
    g.days AS counted_days
FROM unread AS t
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
         ELSE format('Usage has been counted for %s days only; tables not read so far: %s', g.days, count(*)) END,
    CASE WHEN g.is_standby THEN 'Run the check on the primary.' ELSE 'Run the check again later.' END,
    NULL, NULL, NULL, NULL
FROM unread AS t
CROSS JOIN age AS g
CROSS JOIN params AS p
WHERE g.days < p.min_days OR g.is_standby
GROUP BY g.qualified, g.days, g.is_standby
