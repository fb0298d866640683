-- id = "primary_key_columns"
-- reads = ["tables"]
-- ---
-- Primary keys of a single column. `is_surrogate`: an integer, or a UUID that the database makes up, or a domain over one.
SELECT
    t.schema_name,
    t.table_name,
    t.qualified AS table_qualified,
    a.attname::text AS column_name,
    CASE y.typtype WHEN 'd' THEN y.typbasetype ELSE y.oid END IN (
        'pg_catalog.int2'::regtype, 'pg_catalog.int4'::regtype, 'pg_catalog.int8'::regtype, 'pg_catalog.uuid'::regtype
    ) AND (a.atthasdef OR y.typcategory = 'N') AS is_surrogate,
    EXISTS (SELECT FROM pg_catalog.pg_constraint AS f
            WHERE f.conrelid = k.conrelid AND f.contype = 'f' AND k.conkey <@ f.conkey) AS is_foreign_key
FROM pg_catalog.pg_constraint AS k
JOIN tables AS t ON t.table_oid = k.conrelid AND NOT t.is_partition
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
JOIN pg_catalog.pg_type AS y ON y.oid = a.atttypid
WHERE k.contype = 'p' AND cardinality(k.conkey) = 1 AND a.attinhcount = 0
