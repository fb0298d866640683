\pset footer off
SELECT world, left(regexp_replace(query, '\s+', ' ', 'g'), 70) AS statement, round(actual) AS "true", round(derived) AS derived,
       round(generic) AS generic, round((derived / actual)::numeric, 2) AS derived_factor,
       round((generic / actual)::numeric, 2) AS generic_factor, typical
FROM bench.cost
WHERE NOT coalesce(derived / actual BETWEEN 0.5 AND 2 AND generic / actual BETWEEN 0.5 AND 2, false)
ORDER BY world, derived / actual, query;

SELECT world, count(*) AS statements, count(derived) AS plannable, count(*) FILTER (WHERE typical) AS typical,
       round(100.0 * count(*) FILTER (WHERE derived / actual BETWEEN 0.5 AND 2) / count(derived), 1) AS derived_within_2,
       round(100.0 * count(*) FILTER (WHERE generic / actual BETWEEN 0.5 AND 2) / count(derived), 1) AS generic_within_2
FROM bench.cost
GROUP BY world;

SELECT a.workload AS indexes_for, a.indexes, round(a.cost) AS cost_of_true_statements,
       round((100 * (none.cost - a.cost) / (none.cost - t.cost))::numeric, 1) AS share_of_the_gain
FROM bench.advice AS a, bench.advice AS none, bench.advice AS t
WHERE none.workload = 'none' AND t.workload = 'true'
ORDER BY a.cost DESC;

\pset tuples_only on
\pset format unaligned
SELECT CASE WHEN count(*) FILTER (WHERE derived / actual BETWEEN 0.5 AND 2) >= 0.8 * count(derived)
             AND (SELECT none.cost - c.cost >= 0.95 * (none.cost - t.cost)
                  FROM bench.advice AS none, bench.advice AS c, bench.advice AS t
                  WHERE none.workload = 'none' AND c.workload = 'captured' AND t.workload = 'true')
            THEN 'passed' ELSE 'failed' END
FROM bench.cost;
