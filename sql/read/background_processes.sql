-- backend_type is NULL for sessions that the caller may not look into.
SELECT count(*) FILTER (WHERE a.backend_type = 'dbarch launcher') AS launchers,
       count(*) FILTER (WHERE a.backend_type = 'dbarch worker' AND a.pid <> pg_backend_pid()
                          AND a.datname = current_database()) AS other_workers_here,
       pg_has_role('pg_read_all_stats', 'USAGE') AS all_visible
FROM pg_catalog.pg_stat_activity AS a
