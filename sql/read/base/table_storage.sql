-- id = "table_storage"
-- reads = ["schemas", "extension_members"]
-- ---
-- Tables and materialized views with files of their own, with what VACUUM, ANALYZE and the counters know of their rows.
-- Sizes are those that the last VACUUM or ANALYZE noted. `is_counted`: the counters have seen a VACUUM or ANALYZE, so
-- they were not lost since; otherwise `live_rows` means nothing.
SELECT
    c.oid AS table_oid,
    s.schema_name,
    c.relname::text AS table_name,
    format('%I.%I', s.schema_name, c.relname) AS qualified,
    CASE c.relkind WHEN 'r' THEN 'table' ELSE 'materialized view' END AS kind,
    c.relispartition AS is_partition,
    COALESCE(m.amname = 'heap', false) AS is_heap,
    NULLIF(c.reltuples, -1)::double precision AS row_estimate,
    c.relpages::bigint AS pages,
    current_setting('block_size')::bigint AS block_size,
    COALESCE((SELECT o.option_value::integer
              FROM pg_options_to_table(c.reloptions) AS o
              WHERE o.option_name = 'fillfactor'), 100) AS fillfactor,
    c.relnatts AS attribute_count,
    pg_stat_get_live_tuples(c.oid) AS live_rows,
    pg_stat_get_dead_tuples(c.oid) AS dead_rows,
    pg_stat_get_mod_since_analyze(c.oid) AS changed_since_analyze,
    COALESCE(pg_stat_get_last_analyze_time(c.oid), pg_stat_get_last_autoanalyze_time(c.oid),
             pg_stat_get_last_vacuum_time(c.oid), pg_stat_get_last_autovacuum_time(c.oid)) IS NOT NULL AS is_counted,
    x.oid AS toast_oid,
    'pg_toast.' || quote_ident(x.relname) AS toast_qualified,
    x.relpages::bigint AS toast_pages,
    NULLIF(x.reltuples, -1)::double precision AS toast_row_estimate,
    pg_stat_get_live_tuples(x.oid) AS toast_live_rows,
    pg_stat_get_dead_tuples(x.oid) AS toast_dead_rows,
    COALESCE(pg_stat_get_last_vacuum_time(x.oid), pg_stat_get_last_autovacuum_time(x.oid)) IS NOT NULL
        AS toast_is_counted
FROM pg_catalog.pg_class AS c
JOIN schemas AS s ON s.schema_oid = c.relnamespace
LEFT JOIN pg_catalog.pg_am AS m ON m.oid = c.relam
LEFT JOIN pg_catalog.pg_class AS x ON x.oid = c.reltoastrelid
WHERE c.relkind IN ('r', 'm')
  AND c.relpersistence <> 't'
  AND NOT EXISTS (SELECT FROM extension_members AS e
                  WHERE e.catalog_oid = 'pg_catalog.pg_class'::regclass AND e.object_oid = c.oid)
