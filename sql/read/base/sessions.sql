-- id = "sessions"
-- ---
-- Sessions and server processes. Without pg_read_all_stats those of other roles show their role and database only, and
-- are `is_hidden`; processes of the server, which have neither, are not. All durations are seconds until now.
SELECT
    a.pid,
    a.pid = pg_backend_pid() AS is_own,
    a.backend_type IS NULL AND a.datname IS NOT NULL AND a.usename IS NOT NULL AS is_hidden,
    a.backend_type::text AS backend_type,
    a.leader_pid,
    a.datname::text AS database_name,
    a.datname = current_database() AS in_current_database,
    a.usename::text AS role_name,
    a.application_name,
    a.client_addr::text AS client_address,
    a.state,
    a.wait_event_type,
    a.wait_event,
    left(regexp_replace(left(a.query, 400), '\s+', ' ', 'g'), 120) AS query,
    octet_length(a.query) AS query_bytes,
    a.backend_xid IS NOT NULL AS has_written,
    a.backend_xmin IS NOT NULL AS holds_snapshot,
    extract(epoch FROM clock_timestamp() - a.backend_start)::bigint AS session_seconds,
    extract(epoch FROM clock_timestamp() - a.xact_start)::bigint AS transaction_seconds,
    extract(epoch FROM clock_timestamp() - a.query_start)::bigint AS query_seconds,
    extract(epoch FROM clock_timestamp() - a.state_change)::bigint AS state_seconds
FROM pg_catalog.pg_stat_activity AS a
