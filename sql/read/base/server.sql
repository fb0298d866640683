-- id = "server"
-- ---
-- What this server is, one row. `today` is the server's date.
SELECT
    current_setting('server_version') AS version,
    current_setting('server_version_num')::int / 10000 AS major,
    current_setting('server_version_num')::int % 10000 AS minor,
    format('%I', current_database()) AS database_qualified,
    pg_is_in_recovery() AS is_standby,
    pg_postmaster_start_time() AS started_at,
    current_date AS today
