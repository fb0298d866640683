SELECT i.hits::bigint AS index_hits,
       i.reads::bigint AS index_reads,
       d.blks_hit AS database_hits,
       d.blks_read AS database_reads,
       to_char(d.stats_reset AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS since
FROM pg_catalog.pg_stat_database AS d
CROSS JOIN (
    SELECT coalesce(sum(x.idx_blks_hit), 0) AS hits, coalesce(sum(x.idx_blks_read), 0) AS reads
    FROM pg_catalog.pg_statio_user_indexes AS x
) AS i
WHERE d.datname = current_database()
