-- id = "toast_storage"
-- reads = ["tables"]
-- ---
-- The TOAST table of each table that has one, with the sizes of both as VACUUM noted them last.
SELECT
    t.table_oid,
    t.schema_name,
    t.table_name,
    t.qualified,
    t.is_partition,
    t.row_estimate,
    t.bytes AS heap_bytes,
    x.oid AS toast_oid,
    NULLIF(x.reltuples, -1)::float8 AS chunk_estimate,
    x.relpages * t.block_size AS toast_bytes
FROM tables AS t
JOIN pg_catalog.pg_class AS c ON c.oid = t.table_oid
JOIN pg_catalog.pg_class AS x ON x.oid = c.reltoastrelid
WHERE t.kind = 'table'
