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

\pset tuples_only on
\pset format unaligned
SELECT CASE WHEN count(*) FILTER (WHERE derived / actual BETWEEN 0.5 AND 2) >= 0.8 * count(derived) THEN 'passed'
            ELSE 'failed' END
FROM bench.cost;
