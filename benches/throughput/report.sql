-- The figures, and as the last line "passed" or "failed".
\pset border 1
\pset footer off

CREATE TEMPORARY VIEW speed AS
SELECT workload, candidates, round, way, calls / seconds AS rate,
       calls / nullif(greatest(seconds - define, 0), 0) AS rate_defined
FROM bench.rate;

-- How many times as fast as HypoPG in the same round: as each of its two ways, and as the faster one.
CREATE TEMPORARY VIEW times AS
SELECT d.workload, d.candidates, d.way, percentile_disc(0.5) WITHIN GROUP (ORDER BY d.rate / h.rate) AS times,
       percentile_disc(0.5) WITHIN GROUP (ORDER BY d.rate / h.rate_all) AS times_all,
       percentile_disc(0.5) WITHIN GROUP (ORDER BY d.rate / h.rate_each) AS times_each
FROM speed AS d
JOIN (SELECT workload, candidates, round, max(rate) AS rate, max(rate) FILTER (WHERE way = 'hypopg all') AS rate_all,
             max(rate) FILTER (WHERE way = 'hypopg each') AS rate_each
      FROM speed WHERE way LIKE 'hypopg%' GROUP BY 1, 2, 3) AS h
    USING (workload, candidates, round)
GROUP BY 1, 2, 3;

SELECT NOT bench.has_price_indexes() AS stand_in \gset
\if :stand_in
    \echo 'This dbarch has no price_indexes(): whatif_cost() stands in for "replan", "harvest" is not measured.'
    \echo
\endif

\echo 'What-if calls a second, median of the rounds. HypoPG through pgbench; dbarch in one call, which defines the'
\echo 'candidates, and without the time for that. times: those of HypoPG with all candidates in place, with each alone.'
SELECT workload, candidates, way, round(percentile_disc(0.5) WITHIN GROUP (ORDER BY rate)) AS "calls a second",
       round(percentile_disc(0.5) WITHIN GROUP (ORDER BY rate_defined)) AS "without defining",
       round(max(times_all)::numeric, 1) || ' | ' || round(max(times_each)::numeric, 1) AS "times all | each"
FROM speed JOIN times USING (workload, candidates, way)
GROUP BY workload, candidates, way
ORDER BY workload DESC, candidates, way NOT LIKE 'hypopg%', way = 'harvest', way;

CREATE TEMPORARY VIEW agreement AS
SELECT a.workload, a.way || ' and ' || b.way AS between, count(*) AS pairs,
       count(*) FILTER (WHERE (a.cost IS NULL) <> (b.cost IS NULL)
                        OR abs(a.cost - b.cost) > 1e-6 * greatest(a.cost, b.cost)) AS "beyond 1e-6",
       count(*) FILTER (WHERE (a.cost IS NULL) <> (b.cost IS NULL)
                        OR abs(a.cost - b.cost) > 0.02 * greatest(a.cost, b.cost)) AS "beyond 2 %",
       max(abs(a.cost / b.cost - 1)) AS most
FROM bench.cost AS a JOIN bench.cost AS b USING (workload, query_no, index_no)
WHERE (a.way, b.way) IN (('harvest', 'replan'), ('replan', 'hypopg'), ('whatif_cost', 'hypopg'))
GROUP BY a.workload, a.way, b.way;

\echo 'Costs of the same query and candidate by two ways. HypoPG estimates other sizes, so it is here for information.'
SELECT workload, between, pairs, "beyond 1e-6", "beyond 2 %", to_char(100 * most, 'FM99990.000000') || ' %' AS largest
FROM agreement ORDER BY workload DESC, between;

-- Within a round, since the machine is another one a minute later.
CREATE TEMPORARY VIEW overhead AS
SELECT n.workload, count(*) AS rounds, percentile_cont(0.5) WITHIN GROUP (ORDER BY n.ms) AS ms,
       100 * (percentile_cont(0.5) WITHIN GROUP (ORDER BY y.ms / sqrt(n.ms * a.ms)) - 1) AS loaded,
       100 * (percentile_cont(0.5) WITHIN GROUP (ORDER BY a.ms / n.ms) - 1) AS noise
FROM bench.overhead AS n
JOIN bench.overhead AS y USING (workload, round) JOIN bench.overhead AS a USING (workload, round)
WHERE (n.loaded, y.loaded, a.loaded) = ('no', 'yes', 'again')
GROUP BY n.workload;

\echo 'EXPLAIN by a session that has dbarch loaded and idle, against sessions without it; noise: those among themselves.'
SELECT workload, rounds, to_char(1000 * ms, 'FM99990.0') AS "us without",
       to_char(loaded, 'SGFM990.00') || ' %' AS "with dbarch", to_char(noise, 'SGFM990.00') || ' %' AS noise
FROM overhead ORDER BY workload DESC;

-- With one candidate, harvesting has nothing to spare, so it is judged by what it is made for.
CREATE TEMPORARY VIEW target AS
SELECT no, format('%s on the %s: at least %s times HypoPG''s calls, %s', l.way, l.workload, least, what) AS target,
       coalesce(to_char(min(times), 'FM99990.0'), 'not measured') AS figure, coalesce(min(times) >= least, false) AS met
FROM (VALUES (1, 'replan', 'table', 4, 1, 'whatever the number of candidates'),
             (2, 'replan', 'join', 2, 1, 'whatever the number of candidates'),
             (3, 'harvest', 'table', 100, 1000, 'with 1000 candidates'),
             (4, 'harvest', 'join', 10, 1000, 'with 1000 candidates')) AS l (no, way, workload, least, from_candidates, what)
LEFT JOIN times AS t ON (t.workload, t.way) = (l.workload, l.way) AND t.candidates >= from_candidates
GROUP BY no, l.way, l.workload, least, what
UNION ALL
SELECT 5, 'harvest costs what replan costs: pairs that differ by more than 1e-6',
       coalesce(sum("beyond 1e-6")::text, 'not measured'), coalesce(sum("beyond 1e-6") = 0, false)
FROM agreement WHERE between = 'harvest and replan'
UNION ALL
SELECT 6, 'dbarch loaded and idle: planning slower by less than 1 %',
       coalesce(to_char(max(loaded), 'FM990.00') || ' %', 'not measured'),
       coalesce(max(loaded) < 1, false)
FROM overhead;

\pset tuples_only on
\pset format unaligned
SELECT format('%s %s   %s', rpad(target, 92), lpad(figure, 12), CASE WHEN met THEN 'passed' ELSE 'failed' END)
FROM target ORDER BY no;

SELECT CASE WHEN count(*) = 6 AND bool_and(met) THEN 'passed' ELSE 'failed' END FROM target;
