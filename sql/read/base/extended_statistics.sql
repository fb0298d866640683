-- id = "extended_statistics"
-- reads = ["tables"]
-- ---
-- Objects of CREATE STATISTICS. `is_built`: ANALYZE has filled it for this table (for a partitioned one, its partitions);
-- NULL where that is hidden from the caller. Before PostgreSQL 15 an empty result and none look alike, so that there
-- only a table never counted is certain.
SELECT
    t.table_oid,
    s.schema_name,
    x.stxname::text AS statistics_name,
    format('%I.%I', s.schema_name, x.stxname) AS qualified,
    t.qualified AS table_qualified,
    t.kind AS table_kind,
    t.is_partitioned,
    t.row_estimate,
    -- The default is -1, and NULL from PostgreSQL 17 on.
    NULLIF(x.stxstattarget, -1)::integer AS statistics_target,
    CASE
        WHEN NOT has_table_privilege(t.table_oid, 'SELECT') OR row_security_active(t.table_oid) THEN NULL
        WHEN current_setting('server_version_num')::integer < 150000 THEN t.row_estimate IS NOT NULL
        ELSE EXISTS (SELECT FROM pg_catalog.pg_stats_ext AS e
                     WHERE e.statistics_schemaname = s.schema_name AND e.statistics_name = x.stxname
                       AND (to_jsonb(e) ->> 'inherited') IS NOT NULL)
    END AS is_built
FROM pg_catalog.pg_statistic_ext AS x
JOIN tables AS t ON t.table_oid = x.stxrelid
JOIN schemas AS s ON s.schema_oid = x.stxnamespace
