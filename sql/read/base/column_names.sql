-- id = "column_names"
-- reads = ["tables"]
-- ---
-- The columns of each table as one list, without those that a parent has given it. Put together table by table, which
-- spares the large join of all columns.
SELECT t.schema_name, t.table_name, t.qualified AS table_qualified, a.column_names
FROM tables AS t
CROSS JOIN LATERAL (
    SELECT array_agg(a.attname::text ORDER BY a.attnum) AS column_names
    FROM pg_catalog.pg_attribute AS a
    WHERE a.attrelid = t.table_oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attinhcount = 0
) AS a
WHERE NOT t.is_partition AND a.column_names IS NOT NULL
