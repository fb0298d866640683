-- id          = "append-only-table"
-- title       = "Large table that only ever grows"
-- severity    = "info"
-- object      = "table"
-- confidence  = "low"
-- reads       = ["statistics_age", "table_activity", "tables"]
-- message     = "{{ qualified }} ({{ bytes | bytes }}) grew by {{ inserted_a_day }} rows a day over {{ counted_days }} days, and none was ever changed or removed"
-- remediation = "Decide how long its rows are kept, and partition it by time, so that old ones go with DROP TABLE instead of DELETE. For such a table a BRIN index on the time takes a thousandth of the space of a B-tree."
-- opinionated = true
-- since       = "0.1.0"
-- tags        = ["capacity", "design"]
-- [params.min_bytes]
-- default = 10737418240
-- about   = "Smaller tables are not reported."
-- [params.min_days]
-- default = 30
-- about   = "Days that writes must have been counted for."
-- [params.min_percent]
-- default = 1
-- about   = "Growth over these days, in percent of the table, from which it is reported."
-- ---
-- ## What it does
-- Looks for large tables that took rows and had no update or delete since writes are counted. Partitions are left out.
--
-- If there is one but writes are counted for less than `min_days`, the check says `insufficient_evidence`, and on a
-- standby, where writes are not counted, `not_applicable`.
--
-- ## Why it matters
-- Nothing bounds such a table. Once it is too large, removing old rows by DELETE takes days and leaves it as large as
-- before.
--
-- ## How to fix
-- Make a partitioned table beside it, attach the old one as its first partition, and let new rows go to new ones.
--
-- ## False positives
-- Records that must be kept for ever, and can be afforded.
--
-- ## Sources
-- PostgreSQL documentation, "Table Partitioning" and "BRIN Indexes".

WITH age AS MATERIALIZED (
    SELECT a.qualified, floor(extract(epoch FROM now() - a.counted_since) / 86400)::bigint AS days,
           pg_is_in_recovery() AS is_standby
    FROM statistics_age AS a
), growing AS (
    SELECT a.*
    FROM table_activity AS a
    JOIN tables AS t ON t.table_oid = a.table_oid
    CROSS JOIN params AS p
    WHERE a.bytes >= p.min_bytes AND NOT t.is_partition
      AND a.updated = 0 AND a.deleted = 0
      AND 100 * a.inserted >= p.min_percent * a.row_estimate AND a.inserted > 0
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
    round(t.inserted / GREATEST(g.days, 1))::bigint AS inserted_a_day,
    g.days AS counted_days
FROM growing AS t
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
         ELSE format('Writes have been counted for %s days only; large tables that only grew so far: %s', g.days, count(*)) END,
    CASE WHEN g.is_standby THEN 'Run the check on the primary.' ELSE 'Run the check again later.' END,
    NULL, NULL, NULL, NULL
FROM growing AS t
CROSS JOIN age AS g
CROSS JOIN params AS p
WHERE g.days < p.min_days OR g.is_standby
GROUP BY g.qualified, g.days, g.is_standby
