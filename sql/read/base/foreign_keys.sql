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
    ARRAY(SELECT a.attname::text
          FROM unnest(k.confkey) WITH ORDINALITY AS u (attnum, place)
          JOIN pg_catalog.pg_attribute AS a ON a.attrelid = k.confrelid AND a.attnum = u.attnum
          ORDER BY u.place) AS referenced_columns,
    CASE k.confupdtype WHEN 'a' THEN 'no action' WHEN 'r' THEN 'restrict' WHEN 'c' THEN 'cascade'
         WHEN 'n' THEN 'set null' WHEN 'd' THEN 'set default' END AS on_update,
    CASE k.confdeltype WHEN 'a' THEN 'no action' WHEN 'r' THEN 'restrict' WHEN 'c' THEN 'cascade'
         WHEN 'n' THEN 'set null' WHEN 'd' THEN 'set default' END AS on_delete,
    -- Which columns ON DELETE SET NULL or SET DEFAULT changes (from 15 on it can be some of the key's).
    ARRAY(SELECT a.attname::text
          FROM pg_catalog.pg_attribute AS a
          WHERE a.attrelid = k.conrelid AND a.attnum = ANY (k.conkey)
            AND COALESCE(to_jsonb(k) -> 'confdelsetcols', 'null') IN ('null', to_jsonb('{}'::int[]))
             OR a.attrelid = k.conrelid AND to_jsonb(k) -> 'confdelsetcols' @> to_jsonb(a.attnum)) AS delete_columns,
    CASE k.confmatchtype WHEN 'f' THEN 'full' WHEN 'p' THEN 'partial' ELSE 'simple' END AS match_type,
    k.convalidated AS is_validated,
    k.condeferrable AS is_deferrable,
    k.condeferred AS is_deferred,
    pg_get_constraintdef(k.oid) AS definition,
    (SELECT format('%I.%I', n.nspname, c.relname)
     FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
     WHERE c.oid = k.confrelid) AS referenced_qualified,
    k.conindid AS referenced_index_oid
FROM pg_catalog.pg_constraint AS k
JOIN tables AS t ON t.table_oid = k.conrelid
WHERE k.contype = 'f' AND k.conparentid = 0
