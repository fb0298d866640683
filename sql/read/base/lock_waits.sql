-- id = "lock_waits"
-- ---
-- Who waits for which lock, and for whom: `blockers` are process ids, 0 for a prepared transaction. The name of the
-- relation is known in this database only. Waiting time is missing for a moment after the wait began.
SELECT
    l.pid,
    l.locktype AS lock_type,
    l.mode,
    pg_blocking_pids(l.pid) AS blockers,
    l.relation::bigint AS relation_oid,
    CASE WHEN c.oid IS NOT NULL THEN format('%I.%I', n.nspname, c.relname) END AS relation_name,
    COALESCE(extract(epoch FROM clock_timestamp() - l.waitstart)::bigint, 0) AS wait_seconds
FROM pg_catalog.pg_locks AS l
LEFT JOIN pg_catalog.pg_class AS c
       ON c.oid = l.relation
      AND l.database = (SELECT d.oid FROM pg_catalog.pg_database AS d WHERE d.datname = current_database())
LEFT JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE NOT l.granted
