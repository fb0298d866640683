-- id = "reference_columns"
-- ---
-- Columns of foreign keys by number, one row a column, with the column that each refers to. The copies that PostgreSQL
-- keeps for partitions are among them.
SELECT
    k.oid AS constraint_oid,
    k.conrelid AS table_oid,
    u.attnum AS ordinal,
    k.confrelid AS referenced_oid,
    u.refnum AS referenced_ordinal,
    cardinality(k.conkey) AS key_size
FROM pg_catalog.pg_constraint AS k
CROSS JOIN LATERAL unnest(k.conkey, k.confkey) AS u (attnum, refnum)
WHERE k.contype = 'f'
