-- id = "heirs"
-- reads = ["tables"]
-- ---
-- Plain inheritance: parents and their heirs, whose columns have no prefix. Partitions are in `partitions`.
SELECT
    p.schema_name AS parent_schema_name,
    p.table_name AS parent_name,
    p.qualified AS parent_qualified,
    h.inhparent AS parent_oid,
    c.*
FROM pg_catalog.pg_inherits AS h
JOIN tables AS p ON p.table_oid = h.inhparent AND NOT p.is_partitioned
JOIN tables AS c ON c.table_oid = h.inhrelid AND NOT c.is_partition
