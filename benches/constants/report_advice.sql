\pset footer off
SELECT a.workload AS indexes_for, a.indexes, round(a.cost) AS cost_of_true_statements,
       round((100 * (none.cost - a.cost) / (none.cost - t.cost))::numeric, 1) AS share_of_the_gain
FROM bench.advice AS a, bench.advice AS none, bench.advice AS t
WHERE none.workload = 'none' AND t.workload = 'true'
ORDER BY a.cost DESC;

\pset tuples_only on
\pset format unaligned
SELECT CASE WHEN none.cost - c.cost >= 0.95 * (none.cost - t.cost) THEN 'passed' ELSE 'failed' END
FROM bench.advice AS none, bench.advice AS c, bench.advice AS t
WHERE none.workload = 'none' AND c.workload = 'captured' AND t.workload = 'true';
