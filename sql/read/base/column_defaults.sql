-- id = "column_defaults"
-- reads = ["columns"]
-- ---
-- Columns that have a default, with its expression. What a generated column is made of is no default.
SELECT c.*, pg_get_expr(f.adbin, f.adrelid) AS default_expression
FROM pg_catalog.pg_attrdef AS f
JOIN columns AS c ON c.table_oid = f.adrelid AND c.ordinal = f.adnum
WHERE NOT c.is_generated
