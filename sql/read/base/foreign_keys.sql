-- id = "foreign_keys"
-- reads = ["tables"]
-- ---
-- Foreign keys as somebody declared them: the copies that PostgreSQL keeps for partitions on either side have a
-- parent constraint and are left out.
SELECT
    k.oid AS constraint_oid,
    t.table_oid,
    t.schema_name,
    t.table_name,
    t.qualified AS table_qualified,
    t.is_partitioned,
    t.row_estimate,
    k.conname::text AS constraint_name,
    format('%s.%I', t.qualified, k.conname) AS qualified,
    ARRAY(SELECT a.attname::text
          FROM unnest(k.conkey) WITH ORDINALITY AS u (attnum, place)
          JOIN pg_catalog.pg_attribute AS a ON a.attrelid = k.conrelid AND a.attnum = u.attnum
          ORDER BY u.place) AS column_names,
    COALESCE((to_jsonb(k) ->> 'conperiod')::boolean, false) AS is_temporal,
    k.confrelid AS referenced_oid,
    (SELECT format('%I.%I', n.nspname, c.relname)
     FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
     WHERE c.oid = k.confrelid) AS referenced_qualified,
    k.conindid AS referenced_index_oid
FROM pg_catalog.pg_constraint AS k
JOIN tables AS t ON t.table_oid = k.conrelid
WHERE k.contype = 'f' AND k.conparentid = 0
