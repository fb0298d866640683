-- id          = "unique-per-partition-only"
-- title       = "Key that is unique in each partition only"
-- severity    = "warning"
-- object      = "table"
-- confidence  = "medium"
-- identity    = ["columns"]
-- reads       = ["indexes", "partition_ancestors", "partitioned_tables", "tables"]
-- message     = "({{ columns }}) is unique in {{ unique_partitions }} partitions of {{ table_qualified }}, each for itself, but not in the table"
-- remediation = "Include the partition key in the key of the parent, or make sure that the values cannot repeat, as numbers of one sequence do not."
-- since       = "0.1.0"
-- tags        = ["correctness"]
-- ---
-- ## What it does
-- Looks for unique indexes that partitions have of their own, at least half of a table's partitions with the same
-- columns, while the table has no unique index on some of these columns. Columns that contain the partition key are
-- left out: unique in each partition, they are unique.
--
-- ## Why it matters
-- The same value may stand in two partitions. Whoever reads the partitions' schema, or adds a unique index to each
-- because the parent refused it, takes the value for a key.
--
-- ## How to fix
-- A unique constraint of the parent must contain the partition key; PostgreSQL has no other. A table of its own with
-- the values can guard them.
--
-- ## False positives
-- Values from one sequence or random UUIDs, where the index only helps lookups.
--
-- ## Sources
-- PostgreSQL documentation, "Table Partitioning", limitations.

WITH leaves AS MATERIALIZED (
    SELECT a.ancestor_oid AS root_oid, a.descendant_oid AS leaf_oid, count(*) OVER (PARTITION BY a.ancestor_oid) AS leaves
    FROM partition_ancestors AS a
    JOIN tables AS r ON r.table_oid = a.ancestor_oid AND NOT r.is_partition
    JOIN tables AS l ON l.table_oid = a.descendant_oid AND NOT l.is_partitioned
), keys AS (
    SELECT
        l.root_oid,
        l.leaves,
        ARRAY(SELECT unnest(i.key_columns) ORDER BY 1) AS names,
        count(DISTINCT i.table_oid) AS unique_partitions
    FROM leaves AS l
    JOIN indexes AS i ON i.table_oid = l.leaf_oid
    WHERE i.is_unique AND i.is_usable AND NOT i.is_partition AND NOT i.is_partial
      AND array_position(i.key_columns, NULL) IS NULL
    GROUP BY 1, 2, 3
)
SELECT
    t.schema_name,
    t.qualified AS object_name,
    t.table_name,
    t.qualified AS table_qualified,
    array_to_string(k.names, ', ') AS columns,
    k.unique_partitions
FROM keys AS k
JOIN partitioned_tables AS t ON t.table_oid = k.root_oid
WHERE k.unique_partitions > 1
  AND 2 * k.unique_partitions >= k.leaves
  AND (t.has_expressions OR NOT k.names @> t.key_columns)
  AND NOT EXISTS (SELECT FROM indexes AS i
                  WHERE i.table_oid = t.table_oid AND i.is_unique AND NOT i.is_partial AND i.key_columns <@ k.names)
