-- id          = "small-partitions"
-- title       = "Many partitions that are all small"
-- severity    = "info"
-- object      = "table"
-- confidence  = "low"
-- reads       = ["partition_ancestors", "tables"]
-- message     = "{{ table_qualified }} has {{ partitions }} partitions of {{ average_bytes | bytes }} on average"
-- remediation = "Make the ranges longer, a month in the place of a day: fewer partitions plan faster and prune as well."
-- since       = "0.1.0"
-- tags        = ["performance"]
-- [params.min_partitions]
-- default = 100
-- about   = "Tables with fewer partitions are not reported."
-- [params.max_average_bytes]
-- default = 10485760
-- about   = "Average size of a partition up to which the table is reported."
-- ---
-- ## What it does
-- Looks for tables with at least `min_partitions` partitions that were counted and are on average smaller than
-- `max_average_bytes`.
--
-- ## Why it matters
-- Each partition costs planning time, memory in each session, locks, files and a turn of autovacuum; a small one saves
-- nothing in return.
--
-- ## How to fix
-- Let new partitions cover longer ranges; old ones can stay.
--
-- ## False positives
-- Partitions that are dropped daily, and tables that will grow.
--
-- ## Sources
-- PostgreSQL documentation, "Table Partitioning", best practices.

SELECT
    t.schema_name,
    t.qualified AS object_name,
    t.table_name,
    t.qualified AS table_qualified,
    n.partitions,
    n.average_bytes
FROM (
    SELECT a.ancestor_oid, count(*) AS partitions, round(avg(d.bytes)) AS average_bytes
    FROM partition_ancestors AS a
    JOIN tables AS d ON d.table_oid = a.descendant_oid AND d.kind = 'table' AND d.row_estimate IS NOT NULL
    GROUP BY a.ancestor_oid
) AS n
JOIN tables AS t ON t.table_oid = n.ancestor_oid AND NOT t.is_partition
CROSS JOIN params AS p
WHERE n.partitions >= p.min_partitions
  AND n.average_bytes <= p.max_average_bytes
