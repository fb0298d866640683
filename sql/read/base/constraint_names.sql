-- id = "constraint_names"
-- reads = ["tables"]
-- ---
-- Constraints that somebody could have named: not those of partitions, copies of inherited ones, nor NOT NULL.
SELECT
    k.oid AS constraint_oid,
    t.table_oid,
    t.schema_name,
    t.table_name,
    t.qualified AS table_qualified,
    k.conname::text AS constraint_name,
    format('%s.%I', t.qualified, k.conname) AS qualified,
    CASE k.contype
        WHEN 'p' THEN 'primary key' WHEN 'u' THEN 'unique' WHEN 'f' THEN 'foreign key'
        WHEN 'c' THEN 'check' ELSE 'exclusion'
    END AS kind,
    ARRAY(SELECT a.attname::text
          FROM unnest(k.conkey) WITH ORDINALITY AS u (attnum, place)
          JOIN pg_catalog.pg_attribute AS a ON a.attrelid = k.conrelid AND a.attnum = u.attnum
          ORDER BY u.place) AS column_names,
    rc.relname::text AS referenced_name,
    CASE WHEN rc.oid IS NOT NULL THEN format('%I.%I', rn.nspname, rc.relname) END AS referenced_qualified
FROM pg_catalog.pg_constraint AS k
JOIN tables AS t ON t.table_oid = k.conrelid AND NOT t.is_partition
LEFT JOIN pg_catalog.pg_class AS rc ON rc.oid = k.confrelid AND k.contype = 'f'
LEFT JOIN pg_catalog.pg_namespace AS rn ON rn.oid = rc.relnamespace
WHERE k.contype IN ('p', 'u', 'f', 'c', 'x') AND k.conparentid = 0 AND k.conislocal AND k.coninhcount = 0
