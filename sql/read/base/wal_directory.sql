-- id = "wal_directory"
-- ---
-- How much WAL lies in its folder, one row. Needs pg_monitor.
SELECT count(*) AS files, COALESCE(sum(w.size), 0)::bigint AS bytes
FROM pg_ls_waldir() AS w
