-- The figures, and as the last line "passed" or "failed".
\pset border 1
\pset footer off

CREATE TEMP VIEW compared AS
SELECT s.*, CASE WHEN s.kind = 'table' THEN 'tables' WHEN s.method = 'btree' THEN 'b-trees' ELSE s.method END AS area,
       abs(s.estimate - s.measured) AS off, abs(s.usual - s.measured) AS usual_off,
       abs(s.estimate - s.rewritten) AS off_rewritten, abs(s.usual - s.rewritten) AS usual_off_rewritten,
       abs(s.measured - s.rewritten) AS exact_off,
       -- pgstatindex sees what REINDEX gives back, not only a part of it.
       s.kind = 'table' OR abs(s.measured - s.rewritten) <= 5 AS is_comparable
FROM bench.seen AS s
WHERE s.estimate IS NOT NULL AND s.measured IS NOT NULL;

CREATE FUNCTION pg_temp.points(figure float8) RETURNS text LANGUAGE sql
RETURN coalesce(to_char(figure, 'FM990.0'), '-');

CREATE FUNCTION pg_temp.middle(figures float8[]) RETURNS float8 LANGUAGE sql
RETURN (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY f) FROM unnest(figures) AS f);

\echo 'Absolute error in percentage points against pgstattuple: median, largest. Usual: the public estimation query.'
\echo 'pgstatindex does not see entries of dead rows, nor equal keys that REINDEX would put together. Figures where it misses more'
\echo 'than 5 points of what a real REINDEX gave back are in the second row.'
SELECT area, is_comparable AS "pgstattuple agrees with the rewrite", count(*) AS figures, count(DISTINCT object) AS objects,
       pg_temp.points(pg_temp.middle(array_agg(off))) || ', ' || pg_temp.points(max(off)) AS dbarch,
       pg_temp.points(pg_temp.middle(array_agg(usual_off))) || ', ' || pg_temp.points(max(usual_off)) AS usual
FROM compared GROUP BY area, is_comparable ORDER BY area = 'tables' DESC, area, is_comparable DESC;

\echo 'The same against a rewrite that was really done; exact: what pgstattuple says against it.'
SELECT area, coalesce(state, 'all') AS state, count(*) AS figures,
       pg_temp.points(pg_temp.middle(array_agg(off_rewritten))) || ', ' || pg_temp.points(max(off_rewritten)) AS dbarch,
       pg_temp.points(pg_temp.middle(array_agg(exact_off))) || ', ' || pg_temp.points(max(exact_off)) AS exact,
       pg_temp.points(pg_temp.middle(array_agg(usual_off_rewritten))) || ', ' || pg_temp.points(max(usual_off_rewritten)) AS usual
FROM compared GROUP BY GROUPING SETS ((area, state), (area))
ORDER BY area = 'tables' DESC, area, array_position('{loaded,thinned,churned,refilled,dead,stale}', compared.state);

\echo 'By confidence, against the rewrite.'
SELECT area, confidence, count(*) AS figures, pg_temp.points(pg_temp.middle(array_agg(off_rewritten))) AS median,
       pg_temp.points(max(off_rewritten)) AS largest
FROM compared GROUP BY area, confidence
ORDER BY area = 'tables' DESC, area, array_position('{high,medium,low}', confidence);

\echo 'No estimate'
SELECT method, status, left(reason, 80) AS reason, count(*) FROM bench.seen WHERE estimate IS NULL GROUP BY 1, 2, 3 ORDER BY 1, 4 DESC;

\echo 'Tables: dead and free space as pgstattuple counts it, page ends included, against the estimate.'
SELECT count(*) AS figures, pg_temp.points(pg_temp.middle(array_agg(abs(estimate - space)))) AS median,
       pg_temp.points(max(abs(estimate - space))) AS largest
FROM compared WHERE kind = 'table';

\echo 'The 15 worst against the rewrite'
SELECT state, c.object, c.method, confidence, pg_temp.points(estimate) AS estimate, pg_temp.points(measured) AS measured,
       pg_temp.points(rewritten) AS rewritten, pg_temp.points(usual) AS usual,
       left(regexp_replace(pg_get_indexdef(c.object::regclass), '^.* USING ', ''), 60) AS definition
FROM compared AS c ORDER BY off_rewritten DESC LIMIT 15;

CREATE TEMP VIEW target AS
SELECT c.area = 'tables' AS first, c.area || ', ' || t.target AS target, t.figure, t.met
FROM (SELECT area, count(*) AS figures, count(DISTINCT object) AS objects,
             pg_temp.middle(array_agg(off) FILTER (WHERE NOT has_dead_entries)) AS off_median,
             max(off) FILTER (WHERE is_comparable) AS off_most,
             pg_temp.middle(array_agg(off_rewritten)) AS rewritten_median, max(off_rewritten) AS rewritten_most
      FROM compared WHERE area IN ('tables', 'b-trees') GROUP BY area) AS c
CROSS JOIN LATERAL (VALUES
    ('1: 40 or more figures', c.figures::text, c.figures >= 40),
    ('2: median error against pgstattuple under 3', pg_temp.points(c.off_median), c.off_median < 3),
    ('3: none above 15 where it agrees with the rewrite', pg_temp.points(c.off_most), c.off_most <= 15),
    ('4: median error against the rewrite under 3', pg_temp.points(c.rewritten_median), c.rewritten_median < 3),
    ('5: none above 15', pg_temp.points(c.rewritten_most), c.rewritten_most <= 15)
) AS t (target, figure, met);

\pset tuples_only on
\pset format unaligned
SELECT format('%s %s   %s', rpad(target, 64), lpad(figure, 8), CASE WHEN met THEN 'passed' ELSE 'failed' END)
FROM target ORDER BY first DESC, target;

SELECT CASE WHEN count(*) = 10 AND bool_and(met) THEN 'passed' ELSE 'failed' END FROM target;
