-- id = "slru_activity"
-- ---
-- Counters of the small caches for transaction status, subtransactions, multixacts and so on. PostgreSQL 17 renamed
-- them and gave most a setting of their own.
SELECT
    s.name AS cache_name,
    s.blks_hit AS hits,
    s.blks_read AS reads,
    CASE s.name
        WHEN 'transaction' THEN 'transaction_buffers' WHEN 'subtransaction' THEN 'subtransaction_buffers'
        WHEN 'multixact_offset' THEN 'multixact_offset_buffers' WHEN 'multixact_member' THEN 'multixact_member_buffers'
        WHEN 'notify' THEN 'notify_buffers' WHEN 'serializable' THEN 'serializable_buffers'
        WHEN 'commit_timestamp' THEN 'commit_timestamp_buffers'
    END AS setting_name,
    extract(epoch FROM now() - s.stats_reset)::float8 / 3600 AS counted_hours
FROM pg_catalog.pg_stat_slru AS s
WHERE s.name <> 'other'
