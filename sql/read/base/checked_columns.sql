-- id = "checked_columns"
-- ---
-- Columns that a CHECK constraint of their table speaks of, one row a column and constraint. NOT NULL is none.
SELECT k.oid AS constraint_oid, k.conrelid AS table_oid, u.attnum AS ordinal, cardinality(k.conkey) AS column_count
FROM pg_catalog.pg_constraint AS k
CROSS JOIN LATERAL unnest(k.conkey) AS u (attnum)
WHERE k.contype = 'c'
