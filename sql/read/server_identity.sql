SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS taken_at,
       -- Distributions append themselves: '15.20 (Debian 15.20-1.pgdg120+1)'.
       split_part(current_setting('server_version'), ' ', 1) AS server_version,
       current_database() AS database,
       pg_is_in_recovery() AS standby
