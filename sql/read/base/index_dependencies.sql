-- id = "index_dependencies"
-- reads = ["extension_members", "index_usage", "indexes"]
-- ---
-- Indexes with what may speak against dropping them, and how often they were scanned. `has_statistics`: ANALYZE has filled
-- statistics for the index's own expressions, which the planner uses whether or not it scans the index; where the caller
-- may not see them, they are taken to be there.
SELECT
    i.index_oid::bigint AS index_oid,
    i.table_oid::bigint AS table_oid,
    i.schema_name,
    i.qualified,
    i.table_qualified,
    i.index_name,
    i.method,
    i.is_unique,
    i.is_primary,
    i.is_exclusion,
    i.is_usable,
    i.is_replica_identity,
    i.is_clustered,
    i.is_partitioned,
    i.is_partition,
    i.constraint_name,
    EXISTS (SELECT FROM extension_members AS e
            WHERE e.catalog_oid = 'pg_catalog.pg_class'::regclass AND e.object_oid = i.index_oid) AS is_extension_member,
    array_position(i.key_columns, NULL) IS NOT NULL AS has_expressions,
    array_position(i.key_columns, NULL) IS NOT NULL
    AND (has_table_privilege(i.table_oid, 'SELECT') IS NOT TRUE
         OR EXISTS (SELECT FROM pg_catalog.pg_stats AS s
                    WHERE s.schemaname = i.schema_name AND s.tablename = i.index_name)) AS has_statistics,
    pg_get_indexdef(i.index_oid) AS definition,
    regexp_replace(pg_get_indexdef(i.index_oid), '^(CREATE (?:UNIQUE )?INDEX )(?:"(?:[^"]|"")+"|[^ "]+) ON (?:ONLY )?', '\1ON ')
        AS nameless,
    i.drop_sql,
    i.create_sql,
    i.bytes,
    u.scans,
    to_char(u.last_scan, 'YYYY-MM-DD') AS last_scan
FROM indexes AS i
LEFT JOIN index_usage AS u ON u.index_oid = i.index_oid
