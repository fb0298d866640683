-- id = "wal_activity"
-- ---
-- Counters of the WAL, one row.
SELECT
    w.wal_records AS records,
    w.wal_fpi AS full_page_images,
    w.wal_bytes AS bytes,
    w.wal_buffers_full AS buffers_full,
    current_setting('block_size')::bigint AS block_size,
    extract(epoch FROM now() - w.stats_reset)::float8 / 3600 AS counted_hours
FROM pg_catalog.pg_stat_wal AS w
