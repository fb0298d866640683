-- id = "tables_without_statistics"
-- reads = ["tables"]
-- ---
-- Tables with rows by the last count, of whose columns the planner knows nothing although the caller could see it, and
-- that nobody has analysed as far as the counters know: what pg_upgrade before PostgreSQL 18 leaves behind.
SELECT t.table_oid, t.schema_name, t.table_name, t.qualified, t.row_estimate, t.bytes, t.is_partition
FROM tables AS t
WHERE t.kind = 'table'
  AND t.attribute_count > 0
  -- The cheap conditions first, which the planner would not know them to be.
  AND CASE WHEN t.row_estimate > 0
           THEN pg_stat_get_last_analyze_time(t.table_oid) IS NULL
            AND pg_stat_get_last_autoanalyze_time(t.table_oid) IS NULL
            AND has_table_privilege(t.table_oid, 'SELECT')
            AND NOT row_security_active(t.table_oid)
      END
  -- At least one column that ANALYZE would look at.
  AND EXISTS (SELECT FROM pg_catalog.pg_attribute AS a
              WHERE a.attrelid = t.table_oid AND a.attnum > 0 AND NOT a.attisdropped AND COALESCE(a.attstattarget, -1) <> 0)
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_stats AS s WHERE s.schemaname = t.schema_name AND s.tablename = t.table_name)
