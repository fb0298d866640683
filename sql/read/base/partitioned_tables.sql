-- id = "partitioned_tables"
-- reads = ["tables"]
-- ---
-- Partitioned tables, those that are partitions themselves included, with what they are partitioned by.
-- `key_columns` has NULL where the key is an expression.
SELECT
    t.*,
    CASE p.partstrat WHEN 'r' THEN 'range' WHEN 'l' THEN 'list' ELSE 'hash' END AS strategy,
    pg_get_partkeydef(t.table_oid) AS key_definition,
    p.partnatts::int AS key_count,
    ARRAY(SELECT a.attname::text
          FROM unnest(p.partattrs::smallint[]) WITH ORDINALITY AS u (attnum, place)
          LEFT JOIN pg_catalog.pg_attribute AS a ON a.attrelid = p.partrelid AND a.attnum = u.attnum AND u.attnum > 0
          ORDER BY u.place) AS key_columns,
    p.partexprs IS NOT NULL AS has_expressions,
    NULLIF(p.partdefid, 0) AS default_oid
FROM pg_catalog.pg_partitioned_table AS p
JOIN tables AS t ON t.table_oid = p.partrelid
