-- id = "heap_columns"
-- reads = ["table_storage"]
-- ---
-- What a row of each table physically consists of: dropped columns included, since they still count in the null bitmap,
-- virtual ones left out. Widths come from pg_stats, which hides columns that the caller may not read (`is_readable`).
-- `is_missing_in_old_rows`: added with a default, which rows written before do not hold.
SELECT
    t.table_oid,
    t.schema_name,
    t.qualified AS table_qualified,
    a.attnum AS ordinal,
    a.attlen AS byte_length,
    CASE a.attalign WHEN 'c' THEN 1 WHEN 's' THEN 2 WHEN 'd' THEN 8 ELSE 4 END AS alignment,
    a.attisdropped AS is_dropped,
    a.atthasmissing AS is_missing_in_old_rows,
    a.attisdropped OR (has_column_privilege(a.attrelid, a.attnum, 'SELECT') AND NOT row_security_active(a.attrelid)) AS is_readable,
    s.avg_width,
    s.null_frac AS null_fraction
FROM table_storage AS t
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = t.table_oid AND a.attnum > 0 AND a.attgenerated <> 'v'
LEFT JOIN pg_catalog.pg_stats AS s
       ON s.schemaname = t.schema_name AND s.tablename = t.table_name AND s.attname = a.attname
      AND NOT s.inherited AND NOT a.attisdropped
