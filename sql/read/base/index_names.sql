-- id = "index_names"
-- reads = ["indexes"]
-- ---
-- Indexes that belong to no constraint, with what their names could be made of. Those on partitions are left out, since
-- PostgreSQL names most of them. Where all keys are columns there is no text to be deparsed.
SELECT
    i.index_oid,
    i.table_oid,
    i.schema_name,
    i.table_name,
    i.table_qualified,
    i.index_name,
    i.qualified,
    i.is_unique,
    i.is_partial,
    i.key_columns,
    CASE WHEN array_position(i.key_columns, NULL) IS NOT NULL THEN i.key_texts END AS key_texts
FROM indexes AS i
WHERE i.constraint_name IS NULL AND NOT i.on_partition
