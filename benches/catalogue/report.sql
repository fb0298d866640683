-- The figures, and as the last line "passed" or "failed".
\pset border 1
\pset footer off
SELECT (SELECT count(*) FROM pg_class AS c WHERE c.relkind IN ('r', 'i') AND c.oid >= 16384) AS relations,
       (SELECT count(*) FROM dbarch.checks) AS checks, findings, unjudged, broken, round(seconds::numeric, 1) AS "s",
       round(cpu_seconds::numeric, 1) AS "CPU s", round((bytes / 1e6)::numeric) AS "MB at most",
       scans_after - scans_before AS "tables read", (SELECT count(*) FROM bench.lock_seen) AS "strong locks seen"
FROM bench.result;

\echo 'The slowest checks:'
SELECT check_id, findings, round(seconds::numeric, 2) AS "s" FROM bench.each_check ORDER BY seconds DESC LIMIT 12;

\pset tuples_only on
\pset format unaligned
SELECT CASE WHEN seconds < 60 AND bytes < 500e6 AND broken = 0 AND scans_after = scans_before
             AND NOT EXISTS (SELECT FROM bench.lock_seen)
            THEN 'passed' ELSE 'failed' END
FROM bench.result;
