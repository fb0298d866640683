-- id          = "too-many-partitions"
-- title       = "Very many partitions"
-- severity    = "info"
-- object      = "table"
-- confidence  = "medium"
-- reads       = ["partition_ancestors", "tables"]
-- message     = "{{ table_qualified }} has {{ partitions }} partitions"
-- remediation = "Merge old partitions into larger ones, or detach them; see that queries name the partition key, so that most are never looked at."
-- since       = "0.1.0"
-- tags        = ["performance"]
-- [params.max_partitions]
-- default = 1000
-- about   = "More partitions than this are reported."
-- ---
-- ## What it does
-- Counts the partitions of each partitioned table on all levels, those that are partitioned themselves left out.
--
-- ## Why it matters
-- A query that does not name the key plans every partition: memory and planning time grow with them, in each session.
-- Each partition has its own files, statistics and locks; max_locks_per_transaction is soon too small.
--
-- ## How to fix
-- Choose longer ranges for new partitions, or one level less.
--
-- ## False positives
-- Tables whose every query names the key.
--
-- ## Sources
-- PostgreSQL documentation, "Table Partitioning", best practices: up to a few thousand partitions if pruning leaves
-- few. gather_report asks from 16 on whether pruning works, which is too early since PostgreSQL 12.

SELECT
    t.schema_name,
    t.qualified AS object_name,
    t.table_name,
    t.qualified AS table_qualified,
    n.partitions
FROM (
    SELECT a.ancestor_oid, count(*) AS partitions
    FROM partition_ancestors AS a
    JOIN tables AS d ON d.table_oid = a.descendant_oid AND NOT d.is_partitioned
    GROUP BY a.ancestor_oid
) AS n
JOIN tables AS t ON t.table_oid = n.ancestor_oid AND NOT t.is_partition
CROSS JOIN params AS p
WHERE n.partitions > p.max_partitions
