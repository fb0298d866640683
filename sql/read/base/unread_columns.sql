-- id = "unread_columns"
-- reads = ["columns", "tables"]
-- ---
-- Columns of tables with rows of which no statistics can be seen: never analysed, or not for the caller to read. Rows
-- are those of the last VACUUM or ANALYZE, or else what the counters have seen arrive. Partitions follow their parent.
SELECT
    c.schema_name,
    c.table_qualified,
    c.column_name,
    c.base_type,
    COALESCE(t.row_estimate, a.n_live_tup) AS row_estimate,
    has_column_privilege(c.table_oid, c.ordinal, 'SELECT') AS is_readable
FROM tables AS t
JOIN columns AS c ON c.table_oid = t.table_oid
LEFT JOIN pg_catalog.pg_stat_all_tables AS a ON a.relid = t.table_oid
LEFT JOIN pg_catalog.pg_stats AS s
       ON s.schemaname = c.schema_name AND s.tablename = c.table_name AND s.attname = c.column_name
      AND s.inherited = (t.kind = 'partitioned table')
WHERE s.tablename IS NULL AND NOT t.is_partition AND NOT t.is_foreign
  AND COALESCE(t.row_estimate, a.n_live_tup) > 0
