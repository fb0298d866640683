-- id = "buffer_writes"
-- ---
-- Who writes buffers to disk, one row. Before PostgreSQL 17 backends are counted together with processes that write for
-- a purpose, such as VACUUM; from then on `by_backends` are writes of client backends outside of bulk operations. The view
-- that counts these is missing in older servers, so the query over it is a text, as in `checkpoints`.
SELECT
    b.buffers_clean AS by_background_writer,
    b.maxwritten_clean AS stopped_early,
    b.buffers_alloc AS allocated,
    COALESCE((v.counters ->> 'checkpointer')::bigint, (to_jsonb(b) ->> 'buffers_checkpoint')::bigint) AS by_checkpointer,
    COALESCE((v.counters ->> 'backends')::bigint, (to_jsonb(b) ->> 'buffers_backend')::bigint) AS by_backends,
    COALESCE((v.counters ->> 'fsyncs')::bigint, (to_jsonb(b) ->> 'buffers_backend_fsync')::bigint) AS backend_fsyncs,
    COALESCE((v.counters ->> 'hours')::float8, extract(epoch FROM now() - b.stats_reset)::float8 / 3600) AS counted_hours
FROM pg_catalog.pg_stat_bgwriter AS b
LEFT JOIN LATERAL (
    SELECT s.word::jsonb AS counters
    FROM ts_stat(
        'SELECT array_to_tsvector(ARRAY[jsonb_build_object('
        '''checkpointer'', COALESCE(sum(i.writes) FILTER (WHERE i.backend_type = ''checkpointer''), 0), '
        '''backends'', COALESCE(sum(i.writes) FILTER (WHERE i.backend_type = ''client backend'' '
        'AND i.context = ''normal''), 0), '
        '''fsyncs'', COALESCE(sum(i.fsyncs) FILTER (WHERE i.backend_type = ''client backend'' '
        'AND i.context = ''normal''), 0), '
        '''hours'', extract(epoch FROM now() - min(i.stats_reset)) / 3600)::text]) '
        'FROM pg_catalog.pg_stat_io AS i WHERE i.object = ''relation''') AS s
    WHERE current_setting('server_version_num')::int >= 170000
    LIMIT 1
) AS v ON true
