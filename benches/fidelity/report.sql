-- The figures, and as the last line "passed" or "failed".
\pset border 1
\pset footer off

-- One row a pair and engine. A pair that the engine gave no cost for counts as wrong in everything.
CREATE TEMPORARY VIEW judged AS
SELECT c.area, p.candidate || '.' || p.no AS pair, c.ddl, p.query, e.source, b.cost AS cost_before, r.cost AS cost_real,
       e.cost AS cost_seen, e.error, 100 * (e.cost / r.cost - 1) AS deviation,
       coalesce(abs(e.cost / r.cost - 1) <= 0.02, false) AS within_2,
       coalesce(abs(e.cost / r.cost - 1) <= 0.10, false) AS within_10,
       coalesce(e.shape = r.shape, false) AS same_plan, e.shape AS shape_seen, r.shape AS shape_real
FROM bench.candidate AS c
JOIN bench.pair AS p ON p.candidate = c.id
JOIN bench.plan AS b ON (b.candidate, b.no, b.source) = (p.candidate, p.no, 'baseline')
JOIN bench.plan AS r ON (r.candidate, r.no, r.source) = (p.candidate, p.no, 'real')
JOIN bench.plan AS e ON (e.candidate, e.no) = (p.candidate, p.no) AND e.source IN ('dbarch', 'hypopg');

-- One row an index and engine. An index without an estimate has the deviation "infinity".
CREATE TEMPORARY VIEW sized AS
SELECT c.area, c.id, c.ddl, e.source, r.bytes AS bytes_real, e.bytes AS bytes_seen,
       100 * (e.bytes::float8 / r.bytes - 1) AS deviation,
       coalesce(100 * abs(e.bytes::float8 / r.bytes - 1), 'Infinity') AS off
FROM bench.candidate AS c
JOIN bench.size AS r ON (r.candidate, r.source) = (c.id, 'real')
JOIN bench.size AS e ON e.candidate = c.id AND e.source IN ('dbarch', 'hypopg');

CREATE TEMPORARY VIEW by_area AS
SELECT p.*, s.indexes, s.off_median, s.off_most
FROM (SELECT area, source, count(*) AS pairs, count(*) FILTER (WHERE error IS NOT NULL) AS errors,
             100 * avg(within_2::int) AS within_2, 100 * avg(within_10::int) AS within_10,
             100 * avg(same_plan::int) AS same_plan, 100 * avg((within_2 AND same_plan)::int) AS as_built,
             count(*) FILTER (WHERE cost_real < 0.999 * cost_before) AS helped
      FROM judged GROUP BY area, source) AS p
JOIN (SELECT area, source, count(*) AS indexes, percentile_disc(0.5) WITHIN GROUP (ORDER BY off) AS off_median,
             max(off) AS off_most
      FROM sized GROUP BY area, source) AS s USING (area, source);

CREATE FUNCTION pg_temp.percent(share numeric) RETURNS text LANGUAGE sql
RETURN CASE WHEN share = 'Infinity' THEN '-' ELSE to_char(share, 'FM999999990.0') || ' %' END;

\echo 'Pairs of a query and an index: share of dbarch | share of HypoPG. A pair without a cost counts as wrong.'
\echo 'helped: pairs whose cost the real index lowers.'
SELECT d.area, d.indexes, d.pairs, d.helped, d.errors || ' | ' || h.errors AS "without cost",
       pg_temp.percent(d.within_2) || ' | ' || pg_temp.percent(h.within_2) AS "cost within 2 %",
       pg_temp.percent(d.within_10) || ' | ' || pg_temp.percent(h.within_10) AS "within 10 %",
       pg_temp.percent(d.same_plan) || ' | ' || pg_temp.percent(h.same_plan) AS "same plan"
FROM by_area AS d JOIN by_area AS h ON (h.area, h.source) = (d.area, 'hypopg')
WHERE d.source = 'dbarch'
ORDER BY array_position('{btree,expression,hash,gin,gist,spgist,brin}', d.area);

\echo 'Sizes: deviation from pg_relation_size() of the built index, dbarch | HypoPG; - where an index has no estimate.'
SELECT d.area, d.indexes, pg_temp.percent(d.off_median::numeric) || ' | ' || pg_temp.percent(h.off_median::numeric)
           AS "median",
       pg_temp.percent(d.off_most::numeric) || ' | ' || pg_temp.percent(h.off_most::numeric) AS "largest"
FROM by_area AS d JOIN by_area AS h ON (h.area, h.source) = (d.area, 'hypopg')
WHERE d.source = 'dbarch'
ORDER BY array_position('{btree,expression,hash,gin,gist,spgist,brin}', d.area);

-- What ANALYZE makes of an expression depends on its sample, so the real cost is a range: the smallest and the largest
-- of five.
CREATE TEMPORARY VIEW expression AS
SELECT e.cost AS cost_seen, r.*
FROM bench.plan AS e
JOIN (SELECT candidate, no, min(cost) AS low, max(cost) AS high FROM bench.plan
      WHERE source = 'real' OR source LIKE 'again %' GROUP BY candidate, no) AS r USING (candidate, no)
WHERE e.source = 'dbarch' AND e.candidate LIKE 'expression-%';

\echo 'Expressions: the real cost after five times ANALYZE is a range; pairs whose own range is wider than 10 %, and pairs'
\echo 'that dbarch puts into their range, give or take 10 %.'
SELECT count(*) AS pairs, pg_temp.percent(100 * avg((high > 1.1 * low)::int)) AS "range wider than 10 %",
       pg_temp.percent(100 * avg(coalesce(cost_seen BETWEEN 0.9 * low AND 1.1 * high, false)::int)) AS "in range"
FROM expression;

\echo 'The 15 worst costs of dbarch'
SELECT pair, round(cost_before) AS before, round(cost_real) AS real, round(cost_seen) AS dbarch,
       coalesce(to_char(deviation, 'SGFM999999990.0') || ' %', left(error, 40)) AS deviation, same_plan AS "same plan",
       left(ddl, 60) AS index, left(query, 80) AS query
FROM judged
WHERE source = 'dbarch' AND NOT (within_2 AND same_plan)
ORDER BY error IS NOT NULL, abs(ln(cost_seen / cost_real)) DESC, pair
LIMIT 15;

\echo 'The 15 worst sizes of dbarch'
SELECT id AS index, pg_size_pretty(bytes_real) AS real, pg_size_pretty(bytes_seen) AS dbarch,
       to_char(deviation, 'SGFM999999990.0') || ' %' AS deviation, left(ddl, 100) AS ddl
FROM sized
WHERE source = 'dbarch' AND bytes_seen IS NOT NULL AND off > 1
ORDER BY off DESC LIMIT 15;

CREATE TEMPORARY VIEW target AS
SELECT 1 AS no, 'b-tree: 95 % of the pairs within 2 % of the cost and with the same plan' AS target,
       pg_temp.percent(as_built) AS figure, as_built >= 95 AS met
FROM by_area WHERE area = 'btree' AND source = 'dbarch'
UNION ALL
SELECT 2, 'b-tree: every size within 10 %', pg_temp.percent(off_most::numeric), off_most <= 10
FROM by_area WHERE area = 'btree' AND source = 'dbarch'
UNION ALL
SELECT 3, 'b-tree: the median size within 3 %', pg_temp.percent(off_median::numeric), off_median < 3
FROM by_area WHERE area = 'btree' AND source = 'dbarch'
UNION ALL
SELECT 4, 'expression: every cost within 10 % of what it is after ANALYZE, five times', pg_temp.percent(100 * share),
       share = 1
FROM (SELECT avg(coalesce(cost_seen BETWEEN 0.9 * low AND 1.1 * high, false)::int) AS share FROM expression) AS e
UNION ALL
SELECT 5 + n, area || ': every size within ' || most || ' %', pg_temp.percent(off_most::numeric), off_most <= most
FROM by_area JOIN (VALUES (0, 'hash', 15), (1, 'brin', 15), (2, 'gin', 30), (3, 'gist', 30)) AS limits (n, area, most)
    USING (area)
WHERE source = 'dbarch'
UNION ALL
SELECT 9 + (area = 'gist')::int, area || ': the same plan for 90 % of the pairs', pg_temp.percent(same_plan),
       same_plan >= 90
FROM by_area WHERE area IN ('gin', 'gist') AND source = 'dbarch';

\pset tuples_only on
\pset format unaligned
SELECT format('%s %s   %s', rpad(target, 80), lpad(figure, 10), CASE WHEN met THEN 'passed' ELSE 'failed' END)
FROM target ORDER BY no;

SELECT CASE WHEN count(*) = 10 AND bool_and(met) THEN 'passed' ELSE 'failed' END FROM target;
