-- id = "constraints"
-- reads = ["tables"]
-- ---
-- Constraints of the tables, foreign keys included; what only foreign keys have is in `foreign_keys`.
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
    k.condeferrable AS is_deferrable,
    pg_get_constraintdef(k.oid) AS definition
FROM pg_catalog.pg_constraint AS k
JOIN tables AS t ON t.table_oid = k.conrelid
