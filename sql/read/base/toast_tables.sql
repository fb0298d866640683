-- id = "toast_tables"
-- reads = ["tables"]
-- ---
-- The table that keeps the long values of each table. Each value takes an OID of its own there, of four thousand
-- million, and at least one chunk.
SELECT
    t.schema_name,
    t.table_name,
    t.qualified,
    NULLIF(c.reltuples, -1)::float8 AS chunks,
    c.relpages::bigint AS pages,
    c.relpages * current_setting('block_size')::bigint AS bytes
FROM tables AS t
JOIN pg_catalog.pg_class AS h ON h.oid = t.table_oid
JOIN pg_catalog.pg_class AS c ON c.oid = h.reltoastrelid
WHERE t.kind = 'table'
