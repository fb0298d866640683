-- id = "lock_table"
-- ---
-- How full the shared table of locks is, one row. Locks on the fast path are not in it, nor are predicate locks.
SELECT count(DISTINCT (l.locktype, l.database, l.relation, l.page, l.tuple, l.virtualxid, l.transactionid,
                       l.classid, l.objid, l.objsubid)::text) AS used
FROM pg_catalog.pg_locks AS l
WHERE NOT l.fastpath AND l.mode <> 'SIReadLock'
