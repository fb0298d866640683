-- id = "partition_ancestors"
-- ---
-- Every ancestor of every partition, for tables and for indexes. Plain inheritance is left out: there, a child is a
-- table in its own right.
WITH RECURSIVE up AS (
    SELECT i.inhrelid AS descendant_oid, i.inhparent AS ancestor_oid
    FROM pg_catalog.pg_inherits AS i
    JOIN pg_catalog.pg_class AS c ON c.oid = i.inhrelid AND c.relispartition
    UNION ALL
    SELECT up.descendant_oid, i.inhparent
    FROM up
    JOIN pg_catalog.pg_inherits AS i ON i.inhrelid = up.ancestor_oid
    JOIN pg_catalog.pg_class AS c ON c.oid = i.inhrelid AND c.relispartition
)
SELECT descendant_oid, ancestor_oid FROM up
