-- id          = "deep-partitions"
-- title       = "Partitions of partitions of partitions"
-- severity    = "info"
-- object      = "table"
-- confidence  = "medium"
-- reads       = ["partition_ancestors", "tables"]
-- message     = "{{ table_qualified }} is partitioned over {{ levels }} levels"
-- remediation = "Use ranges over two columns, or fewer levels: pruning is decided level by level."
-- since       = "0.1.0"
-- tags        = ["performance", "design"]
-- [params.max_levels]
-- default = 2
-- about   = "More levels than this are reported."
-- ---
-- ## What it does
-- Counts the levels of each partitioned table.
--
-- ## Why it matters
-- Partitions multiply with each level, most of them small. Each level has its own bounds to maintain, its own default
-- partition and its own jobs that must not be forgotten.
--
-- ## How to fix
-- Detach the lowest level's partitions and attach them one level higher, with bounds over several columns.
--
-- ## False positives
-- Tenants of very different size, of which a few are divided further.
--
-- ## Sources
-- PostgreSQL documentation, "Table Partitioning", best practices.

SELECT
    t.schema_name,
    t.qualified AS object_name,
    t.table_name,
    t.qualified AS table_qualified,
    d.levels
FROM (
    -- Between a table and one below it lie the ancestors of the lower that are below the upper.
    SELECT u.ancestor_oid, max(n.depth) AS levels
    FROM partition_ancestors AS u
    JOIN (SELECT a.descendant_oid, count(*) AS depth FROM partition_ancestors AS a GROUP BY a.descendant_oid) AS n
      ON n.descendant_oid = u.descendant_oid
    GROUP BY u.ancestor_oid
) AS d
JOIN tables AS t ON t.table_oid = d.ancestor_oid AND NOT t.is_partition
CROSS JOIN params AS p
WHERE d.levels > p.max_levels
