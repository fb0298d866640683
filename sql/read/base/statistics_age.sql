-- id = "statistics_age"
-- ---
-- Since when the usage counters of this database count. They are lost in a crash without a trace in `stats_reset`,
-- so without a reset only the time since the server started is certain.
SELECT
    format('%I', d.datname) AS qualified,
    d.stats_reset,
    pg_postmaster_start_time() AS server_start,
    COALESCE(d.stats_reset, pg_postmaster_start_time()) AS counted_since
FROM pg_catalog.pg_stat_database AS d
WHERE d.datname = current_database()
