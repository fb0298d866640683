-- id = "database_activity"
-- ---
-- Counters of each database. Without a reset of its own, a database has counted since all statistics were lost the last
-- time, by a crash or because the server was new: then the statistics of the whole server began too.
-- `counted_hours`: it counts for at least so long, and rates that are divided by `longest_hours` are not too high.
-- Parallel workers are counted from PostgreSQL 18 on.
SELECT
    a.datname::text AS database_name,
    format('%I', a.datname) AS qualified,
    a.datname = current_database() AS is_current,
    a.xact_commit AS commits,
    a.xact_rollback AS rollbacks,
    a.blks_read AS blocks_read,
    a.blks_hit AS blocks_hit,
    a.temp_files AS temporary_files,
    a.temp_bytes AS temporary_bytes,
    a.deadlocks,
    a.session_time AS session_ms,
    a.idle_in_transaction_time AS idle_in_transaction_ms,
    a.active_time AS active_ms,
    a.sessions,
    a.sessions_abandoned AS abandoned,
    a.sessions_fatal AS failed,
    a.sessions_killed AS killed,
    (to_jsonb(a) ->> 'parallel_workers_to_launch')::bigint AS workers_wanted,
    (to_jsonb(a) ->> 'parallel_workers_launched')::bigint AS workers_launched,
    extract(epoch FROM now() - COALESCE(a.stats_reset, pg_postmaster_start_time()))::float8 / 3600 AS counted_hours,
    extract(epoch FROM now() - COALESCE(a.stats_reset, s.since))::float8 / 3600 AS longest_hours
FROM pg_catalog.pg_stat_database AS a
CROSS JOIN (
    SELECT LEAST(b.stats_reset, r.stats_reset, w.stats_reset, pg_postmaster_start_time()) AS since
    FROM pg_catalog.pg_stat_bgwriter AS b
    CROSS JOIN pg_catalog.pg_stat_archiver AS r
    CROSS JOIN pg_catalog.pg_stat_wal AS w
) AS s
WHERE a.datname IS NOT NULL
