-- Until told to stop: which locks on users' tables another session of this database holds that are stronger than AccessShare.
DO $$
BEGIN
    WHILE (SELECT w.goes_on FROM bench.watching AS w) LOOP
        INSERT INTO bench.lock_seen
        SELECT l.mode, min(l.relation::regclass::text), count(*)
        FROM pg_locks AS l
        JOIN pg_class AS c ON c.oid = l.relation
        WHERE l.pid <> pg_backend_pid() AND l.mode <> 'AccessShareLock' AND l.locktype = 'relation'
          AND c.relnamespace IN (SELECT n.oid FROM pg_namespace AS n WHERE n.nspname LIKE 'app%')
        GROUP BY l.mode;
        COMMIT;
        PERFORM pg_sleep(0.2);
    END LOOP;
END $$;
