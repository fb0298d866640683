-- id = "checkpoints"
-- ---
-- Counters of checkpoints, one row. PostgreSQL 17 moved them to a view that older servers do not have, so that no query
-- over it may be parsed there: it is a text, and only the one that fits the server is run. Of all functions that run a text,
-- ts_stat() alone is in every build; what it runs returns words, here one word of JSON.
SELECT
    (s.word::jsonb ->> 'timed')::bigint AS timed,
    (s.word::jsonb ->> 'requested')::bigint AS requested,
    (s.word::jsonb ->> 'write_ms')::float8 AS write_ms,
    (s.word::jsonb ->> 'sync_ms')::float8 AS sync_ms,
    (s.word::jsonb ->> 'buffers')::bigint AS buffers,
    (s.word::jsonb ->> 'hours')::float8 AS counted_hours
FROM ts_stat(format(
    'SELECT array_to_tsvector(ARRAY[jsonb_build_object(''timed'', c.%I, ''requested'', c.%I, ''write_ms'', c.%I, '
    '''sync_ms'', c.%I, ''buffers'', c.%I, ''hours'', extract(epoch FROM now() - c.stats_reset) / 3600)::text]) '
    'FROM pg_catalog.%I AS c',
    VARIADIC CASE WHEN current_setting('server_version_num')::int >= 170000
        THEN '{num_timed, num_requested, write_time, sync_time, buffers_written, pg_stat_checkpointer}'::text[]
        ELSE '{checkpoints_timed, checkpoints_req, checkpoint_write_time, checkpoint_sync_time, buffers_checkpoint,
               pg_stat_bgwriter}'::text[]
    END)) AS s
-- One row comes; the planner expects ten thousand.
LIMIT 1
