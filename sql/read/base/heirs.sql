-- id = "heirs"
-- reads = ["tables"]
-- ---
-- Plain inheritance: parents and their heirs. Partitions are in `partitions`.
SELECT
    h.inhparent AS parent_oid,
    p.qualified AS parent_qualified,
    p.table_name AS parent_name,
    c.*
FROM pg_catalog.pg_inherits AS h
JOIN tables AS p ON p.table_oid = h.inhparent AND NOT p.is_partitioned
JOIN tables AS c ON c.table_oid = h.inhrelid
