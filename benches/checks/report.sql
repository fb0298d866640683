-- Time and memory of one run of all checks in a fresh session, then the checks that take longest. The last line is the verdict.
\pset footer off
CREATE TEMP TABLE figure (what text, value numeric);
CREATE FUNCTION pg_temp.kilobytes(field text) RETURNS numeric LANGUAGE sql AS $$
    SELECT substring(pg_read_file('/proc/self/status') FROM field || ':\s+(\d+) kB')::numeric $$;

SELECT count(*) AS relations, count(*) FILTER (WHERE relkind = 'r') AS tables, count(*) FILTER (WHERE relkind = 'i') AS indexes
FROM pg_class WHERE relnamespace::regnamespace::text LIKE 'tenant%';

SELECT clock_timestamp() AS started \gset
CREATE TEMP TABLE finding AS SELECT * FROM dbarch.check_all();
INSERT INTO figure VALUES
    ('seconds', extract(epoch FROM clock_timestamp() - :'started')),
    ('megabytes', (pg_temp.kilobytes('VmHWM') - pg_temp.kilobytes('RssShmem')) / 1024),
    ('findings', (SELECT count(*) FROM finding)),
    ('broken', (SELECT count(*) FROM finding WHERE status = 'error'));
INSERT INTO figure
SELECT 'strong locks', count(*) FROM pg_locks
WHERE pid = pg_backend_pid() AND mode NOT IN ('AccessShareLock', 'ExclusiveLock') AND relation >= 16384
  AND relation::regclass::text LIKE 'tenant%';
SELECT what AS "One run of all checks", round(value, 1) AS "Figure" FROM figure;
SELECT check_id AS "Broken", message FROM finding WHERE status = 'error';
SELECT check_id AS "Most findings", count(*) FROM finding GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 15;

CREATE TEMP TABLE took (check_id text, milliseconds numeric);
DO $$
DECLARE
    id text;
    started timestamptz;
BEGIN
    FOR id IN SELECT check_id FROM dbarch.checks WHERE enabled LOOP
        started := clock_timestamp();
        PERFORM FROM dbarch.check_all(checks => ARRAY[id]);
        INSERT INTO took VALUES (id, extract(epoch FROM clock_timestamp() - started) * 1000);
    END LOOP;
END $$;
SELECT check_id AS "Slowest checks", round(milliseconds) AS ms FROM took ORDER BY milliseconds DESC LIMIT 20;
\pset tuples_only on
\pset format unaligned
SELECT CASE WHEN (SELECT value FROM figure WHERE what = 'seconds') < 60
             AND (SELECT value FROM figure WHERE what = 'megabytes') < 500
             AND (SELECT value FROM figure WHERE what = 'broken') = 0
             AND (SELECT value FROM figure WHERE what = 'strong locks') = 0
       THEN 'passed' ELSE 'failed' END;
