-- id = "inheritance"
-- reads = ["tables"]
-- ---
-- Tables that inherit from another by INHERITS; partitions are not meant.
SELECT
    p.schema_name AS parent_schema_name,
    p.table_name AS parent_table_name,
    p.qualified AS parent_qualified,
    p.kind AS parent_kind,
    c.table_oid AS child_oid,
    c.qualified AS child_qualified,
    h.inhparent AS parent_oid
FROM pg_catalog.pg_inherits AS h
JOIN tables AS c ON c.table_oid = h.inhrelid AND NOT c.is_partition
JOIN tables AS p ON p.table_oid = h.inhparent AND NOT p.is_partitioned
