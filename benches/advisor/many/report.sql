-- The figures, and as the last line "passed" or "failed".
\pset border 1
\pset footer off
SELECT statements, indexes, round((100 * saved)::numeric, 1) AS "saved, %", complete, round(seconds::numeric, 1) AS "s",
       round(cpu_seconds::numeric, 1) AS "CPU s", round(cpu_seconds::numeric * 1000 / statements, 1) AS "ms a statement",
       round((bytes / 1e6)::numeric) AS "MB more"
FROM bench.result
ORDER BY statements;

\pset tuples_only on
\pset format unaligned
-- Time may grow with the statements, and no faster; a fifth for what is measured twice.
SELECT CASE WHEN max(cpu_seconds) < 60 AND max(bytes) < 500e6
             AND (SELECT most.cpu_seconds / most.statements < 1.2 * half.cpu_seconds / half.statements
                  FROM bench.result AS most, bench.result AS half
                  WHERE most.statements = (SELECT max(statements) FROM bench.result)
                    AND half.statements = most.statements / 2)
            THEN 'passed' ELSE 'failed' END
FROM bench.result;
