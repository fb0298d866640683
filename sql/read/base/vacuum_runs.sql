-- id = "vacuum_runs"
-- ---
-- VACUUM and autovacuum workers that run just now on the server. Tables of other databases have no name here; what a
-- worker does is hidden from roles without pg_read_all_stats (`is_visible`).
SELECT
    a.pid,
    a.datname::text AS database_name,
    a.backend_type = 'autovacuum worker' AS is_autovacuum,
    a.query IS NOT NULL AND a.query <> '<insufficient privilege>' AS is_visible,
    a.query LIKE 'autovacuum: %(to prevent wraparound)%' AS is_wraparound,
    COALESCE(a.xact_start, a.query_start) AS started,
    n.nspname::text AS schema_name,
    c.relname::text AS table_name,
    format('%I.%I', n.nspname, c.relname) AS qualified,
    p.phase,
    p.heap_blks_total AS pages,
    p.heap_blks_scanned AS scanned_pages,
    p.index_vacuum_count AS index_passes
FROM pg_catalog.pg_stat_activity AS a
LEFT JOIN pg_catalog.pg_stat_progress_vacuum AS p ON p.pid = a.pid
LEFT JOIN pg_catalog.pg_class AS c ON c.oid = p.relid AND p.datname = current_database()
LEFT JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE a.backend_type = 'autovacuum worker' OR p.pid IS NOT NULL
