-- id = "tables"
-- reads = ["schemas", "extension_members"]
-- ---
-- Tables, partitioned tables, partitions and foreign tables. Sizes are those that the last VACUUM or ANALYZE noted:
-- asking the file system would take a lock on every table and wait behind DDL. `row_estimate` is NULL as long as
-- nothing counted (reltuples = -1).
SELECT
    c.oid AS table_oid,
    s.schema_name,
    c.relname::text AS table_name,
    format('%I.%I', s.schema_name, c.relname) AS qualified,
    CASE c.relkind WHEN 'r' THEN 'table' WHEN 'p' THEN 'partitioned table' ELSE 'foreign table' END AS kind,
    c.relkind = 'p' AS is_partitioned,
    c.relkind = 'f' AS is_foreign,
    c.relispartition AS is_partition,
    c.relpersistence = 'u' AS is_unlogged,
    c.reloftype <> 0 AS is_typed,
    EXISTS (SELECT FROM pg_catalog.pg_inherits AS h WHERE h.inhparent = c.oid) AS has_children,
    NULLIF(c.reltuples, -1)::double precision AS row_estimate,
    c.relpages::bigint AS pages,
    c.relpages * current_setting('block_size')::bigint AS bytes,
    current_setting('block_size')::bigint AS block_size,
    COALESCE((SELECT o.option_value::integer
              FROM pg_options_to_table(c.reloptions) AS o
              WHERE o.option_name = 'fillfactor'), 100) AS fillfactor,
    (SELECT p.spcname::text FROM pg_catalog.pg_tablespace AS p WHERE p.oid = c.reltablespace) AS tablespace_name,
    c.relowner AS owner_oid,
    c.relnatts AS attribute_count
FROM pg_catalog.pg_class AS c
JOIN schemas AS s ON s.schema_oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'f')
  AND c.relpersistence <> 't'
  AND NOT EXISTS (SELECT FROM extension_members AS e
                  WHERE e.catalog_oid = 'pg_catalog.pg_class'::regclass AND e.object_oid = c.oid)
