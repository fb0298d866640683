-- id = "foreign_key_columns"
-- reads = ["constraint_names"]
-- ---
-- Foreign keys of a single column, with the column that it refers to.
SELECT
    f.schema_name,
    f.table_name,
    f.table_qualified,
    f.column_names[1] AS column_name,
    format('%s.%I', f.table_qualified, f.column_names[1]) AS qualified,
    rn.nspname::text AS referenced_schema,
    f.referenced_name,
    f.referenced_qualified,
    ra.attname::text AS referenced_column
FROM constraint_names AS f
JOIN pg_catalog.pg_constraint AS k ON k.oid = f.constraint_oid
JOIN pg_catalog.pg_class AS rc ON rc.oid = k.confrelid
JOIN pg_catalog.pg_namespace AS rn ON rn.oid = rc.relnamespace
JOIN pg_catalog.pg_attribute AS ra ON ra.attrelid = k.confrelid AND ra.attnum = k.confkey[1]
WHERE f.kind = 'foreign key' AND cardinality(k.conkey) = 1
