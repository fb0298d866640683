-- id = "constraints"
-- reads = ["tables"]
-- ---
-- Constraints of the tables, foreign keys included; what only foreign keys have is in `foreign_keys`. `is_inherited`: a
-- parent has it too, and is the one to speak of. Constraints that are not enforced exist from PostgreSQL 18 on.
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
        WHEN 'c' THEN 'check' WHEN 'x' THEN 'exclusion' WHEN 'n' THEN 'not null' ELSE k.contype::text
    END AS kind,
    NULLIF(k.conindid, 0) AS index_oid,
    k.convalidated AS is_validated,
    COALESCE((to_jsonb(k) ->> 'conenforced')::boolean, true) AS is_enforced,
    k.condeferrable AS is_deferrable,
    k.condeferred AS is_deferred,
    k.connoinherit AS is_no_inherit,
    k.coninhcount > 0 OR k.conparentid <> 0 AS is_inherited,
    ARRAY(SELECT a.attname::text
          FROM unnest(k.conkey) WITH ORDINALITY AS u (attnum, place)
          JOIN pg_catalog.pg_attribute AS a ON a.attrelid = k.conrelid AND a.attnum = u.attnum
          ORDER BY u.place) AS column_names,
    pg_get_expr(k.conbin, k.conrelid) AS expression,
    pg_get_constraintdef(k.oid) AS definition
FROM pg_catalog.pg_constraint AS k
JOIN tables AS t ON t.table_oid = k.conrelid
