-- Sessions of this database that wait for a heavyweight lock right now. pg_locks.database is NULL for locks on
-- transactions (row conflicts), so the session's own database decides.
SELECT count(DISTINCT l.pid) AS waiting
FROM pg_catalog.pg_locks AS l
JOIN pg_catalog.pg_stat_activity AS a ON a.pid = l.pid
WHERE NOT l.granted
  AND a.datid = (SELECT d.oid FROM pg_catalog.pg_database AS d WHERE d.datname = current_database())
