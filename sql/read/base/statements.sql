-- id = "statements"
-- reads = ["statement_counting"]
-- ---
-- What pg_stat_statements knows of the statements of this database, those of all roles and nesting levels added up. Left
-- out are utility commands, our own statements, what ran once or twice only, and texts that the caller may not see.
-- `statement` is the beginning of the text, `kind` its first word in lower case. `all_ms` and `all_calls` count whatever ran.
-- Where the view is and which columns it has shows only at run time, so the query over it is a text, as in `checkpoints`.
-- What a version does not count is NULL.
SELECT
    c.query_id::text AS query_id,
    btrim(left(regexp_replace(c.line, '\s+', ' ', 'g'), 100)) || CASE WHEN length(c.line) > 100 THEN '...' ELSE '' END
        AS statement,
    c.hash AS statement_hash,
    c.kind,
    c.calls,
    c.total_ms,
    c.total_ms / c.calls AS mean_ms,
    sqrt(GREATEST(c.squares / c.calls - (c.total_ms / c.calls) ^ 2, 0)) AS deviation_ms,
    c.rows,
    c.shared_hits,
    c.shared_reads,
    c.temporary_blocks,
    c.wal_bytes,
    c.read_ms,
    c.planning_ms,
    c.jit_ms,
    c.all_ms,
    c.all_calls,
    k.counted_hours,
    current_setting('block_size')::bigint AS block_size
FROM statement_counting AS k
CROSS JOIN LATERAL (
    SELECT array_agg(a.attname::text) AS names
    FROM pg_catalog.pg_attribute AS a
    WHERE a.attrelid = k.relation::regclass AND a.attnum > 0
) AS v
CROSS JOIN LATERAL ts_stat(format(
    'SELECT array_to_tsvector(ARRAY[(to_jsonb(q) - ''query'' || jsonb_build_object('
    '''line'', left(q.query, 200), ''hash'', md5(q.query), ''kind'', lower(w.word)))::text]) '
    'FROM (SELECT s.queryid AS query_id, min(s.query) AS query, sum(s.calls) AS calls, sum(s.rows) AS rows, '
    'sum(s.%1$I) AS total_ms, sum(s.calls * (s.%2$I ^ 2 + s.%3$I ^ 2)) AS squares, '
    'sum(s.shared_blks_hit) AS shared_hits, sum(s.shared_blks_read) AS shared_reads, '
    'sum(s.temp_blks_written) AS temporary_blocks, %4$s AS wal_bytes, %5$s AS read_ms, %6$s AS planning_ms, '
    '%7$s AS jit_ms, sum(sum(s.%1$I)) OVER () AS all_ms, sum(sum(s.calls)) OVER () AS all_calls '
    'FROM %8$s AS s '
    'WHERE s.dbid = (SELECT d.oid FROM pg_catalog.pg_database AS d WHERE d.datname = current_database()) '
    'GROUP BY s.queryid) AS q '
    'CROSS JOIN LATERAL (SELECT CASE WHEN q.calls > 2 THEN (regexp_match(left(q.query, 1000), %9$L, ''i''))[1] END AS word '
    'OFFSET 0) AS w '
    'WHERE q.query_id IS NOT NULL AND w.word IS NOT NULL '
    'AND strpos(q.query, ''/* dbarch */'') = 0 AND strpos(q.query, ''dbarch.'') = 0',
    CASE WHEN 'total_exec_time' = ANY (v.names) THEN 'total_exec_time' ELSE 'total_time' END,
    CASE WHEN 'mean_exec_time' = ANY (v.names) THEN 'mean_exec_time' ELSE 'mean_time' END,
    CASE WHEN 'stddev_exec_time' = ANY (v.names) THEN 'stddev_exec_time' ELSE 'stddev_time' END,
    CASE WHEN 'wal_bytes' = ANY (v.names) THEN 'sum(s.wal_bytes)' ELSE 'NULL' END,
    CASE WHEN 'shared_blk_read_time' = ANY (v.names) THEN 'sum(s.shared_blk_read_time)' ELSE 'sum(s.blk_read_time)' END,
    CASE WHEN 'total_plan_time' = ANY (v.names) THEN 'sum(s.total_plan_time)' ELSE 'NULL' END,
    CASE WHEN 'jit_generation_time' = ANY (v.names)
         THEN 'sum(s.jit_generation_time + s.jit_inlining_time + s.jit_optimization_time + s.jit_emission_time)'
         ELSE 'NULL' END,
    k.relation,
    -- The first word, behind comments and parentheses.
    '^(?:\s|\(|--[^\n]*\n|/\*(?:[^*]|\*+[^*/])*\*+/)*(select|with|insert|update|delete|merge|values|table)\M')) AS s
CROSS JOIN LATERAL jsonb_to_record(s.word::jsonb)
    AS c (query_id bigint, line text, hash text, kind text, calls bigint, rows bigint, total_ms float8, squares float8,
          shared_hits bigint, shared_reads bigint, temporary_blocks bigint, wal_bytes numeric, read_ms float8,
          planning_ms float8, jit_ms float8, all_ms float8, all_calls numeric)
WHERE k.is_loaded AND k.is_readable
