-- id = "index_statistics"
-- reads = ["indexes"]
-- ---
-- Indexes on expressions, and whether ANALYZE has filled statistics for the expressions: NULL where the caller may not
-- see them.
SELECT
    i.index_oid,
    CASE WHEN has_table_privilege(i.index_oid, 'SELECT')
         THEN EXISTS (SELECT FROM pg_catalog.pg_stats AS s
                      WHERE s.schemaname = i.schema_name AND s.tablename = i.index_name)
    END AS has_statistics
FROM indexes AS i
WHERE array_position(i.key_columns, NULL) IS NOT NULL
