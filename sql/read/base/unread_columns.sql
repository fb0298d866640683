-- id = "unread_columns"
-- reads = ["columns"]
-- ---
-- Columns of tables with rows of which no statistics can be seen: never analysed, or not for the caller to read. Rows
-- are those of the last VACUUM or ANALYZE, or else what the counters have seen arrive. Partitions follow their parent.
SELECT
    c.schema_name,
    c.table_qualified,
    c.column_name,
    c.base_type,
    COALESCE(c.row_estimate, pg_stat_get_live_tuples(c.table_oid)) AS row_estimate,
    has_column_privilege(c.table_oid, c.ordinal, 'SELECT') AS is_readable
FROM columns AS c
WHERE NOT c.in_partition AND c.table_kind <> 'foreign table'
  AND COALESCE(c.row_estimate, pg_stat_get_live_tuples(c.table_oid)) > 0
  -- OFFSET keeps this a look-up by name, see column_statistics.
  AND NOT EXISTS (SELECT
                  FROM pg_catalog.pg_stats AS s
                  WHERE s.schemaname = c.schema_name::name AND s.tablename = c.table_name::name
                    AND s.attname = c.column_name::name AND s.inherited = (c.table_kind = 'partitioned table')
                  OFFSET 0)
