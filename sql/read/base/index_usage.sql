-- id = "index_usage"
-- ---
-- How often each index was scanned on this server, and how many entries those scans returned. `last_scan` exists from PostgreSQL 16 on.
SELECT
    u.indexrelid AS index_oid,
    u.idx_scan AS scans,
    u.idx_tup_read AS rows_read,
    (to_jsonb(u) ->> 'last_idx_scan')::timestamptz AS last_scan
FROM pg_catalog.pg_stat_all_indexes AS u
