-- id = "primary_key_columns"
-- reads = ["columns", "constraint_names"]
-- ---
-- Primary keys of a single column. `is_surrogate`: an integer or a UUID, made up as a rule.
SELECT
    k.schema_name,
    k.table_name,
    k.table_qualified,
    c.column_name,
    c.qualified,
    c.base_type IN ('smallint', 'integer', 'bigint', 'uuid') AS is_surrogate,
    EXISTS (SELECT FROM constraint_names AS f
            WHERE f.kind = 'foreign key' AND f.table_oid = k.table_oid AND c.column_name = ANY (f.column_names)) AS is_foreign_key
FROM constraint_names AS k
JOIN columns AS c ON c.table_oid = k.table_oid AND c.column_name = k.column_names[1]
WHERE k.kind = 'primary key' AND cardinality(k.column_names) = 1
