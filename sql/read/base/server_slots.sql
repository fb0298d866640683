-- id = "server_slots"
-- ---
-- Places that the server reserves at its start, and how many are taken. Worker processes of extensions cannot be told from
-- other processes without pg_read_all_stats: `used` is then NULL.
SELECT 'replication slots' AS resource, 'max_replication_slots' AS setting_name,
       (SELECT count(*) FROM pg_catalog.pg_replication_slots) AS used,
       current_setting('max_replication_slots')::bigint AS allowed
UNION ALL
SELECT 'WAL senders', 'max_wal_senders', (SELECT count(*) FROM pg_catalog.pg_stat_replication),
       current_setting('max_wal_senders')::bigint
UNION ALL
SELECT 'prepared transactions', 'max_prepared_transactions', (SELECT count(*) FROM pg_catalog.pg_prepared_xacts),
       current_setting('max_prepared_transactions')::bigint
UNION ALL
SELECT 'worker processes', 'max_worker_processes',
       (SELECT CASE WHEN count(*) FILTER (WHERE a.backend_type IS NULL) = 0 THEN
                   count(*) FILTER (WHERE a.backend_type NOT IN
                       ('client backend', 'autovacuum launcher', 'autovacuum worker', 'archiver', 'background writer',
                        'checkpointer', 'startup', 'walreceiver', 'walsender', 'walwriter', 'walsummarizer',
                        'slotsync worker', 'io worker', 'standalone backend', 'logger')) END
        FROM pg_catalog.pg_stat_activity AS a),
       current_setting('max_worker_processes')::bigint
