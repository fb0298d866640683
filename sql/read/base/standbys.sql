-- id = "standbys"
-- ---
-- Standbys that stream from this server, base backups left out; `state` is hidden from roles without pg_read_all_stats.
SELECT r.application_name AS standby_name, r.state, r.sync_state
FROM pg_catalog.pg_stat_replication AS r
WHERE r.state IS DISTINCT FROM 'backup'
