-- id = "advisory_locks"
-- ---
-- Advisory locks that are held, by process. PostgreSQL does not tell whether session or transaction holds one.
SELECT l.pid, count(*) AS locks
FROM pg_catalog.pg_locks AS l
WHERE l.locktype = 'advisory' AND l.granted
GROUP BY l.pid
