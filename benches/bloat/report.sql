-- The figures, and as the last line "passed" or "failed".
\pset border 1
\pset footer off

CREATE TEMP VIEW compared AS
SELECT s.*, CASE WHEN s.kind = 'table' THEN 'tables' WHEN s.method = 'btree' THEN 'b-trees' ELSE s.method END AS area,
       abs(s.estimate - s.measured) AS off, abs(coalesce(s.usual, 0) - s.measured) AS usual_off,
       abs(s.estimate - s.rewritten) AS off_rewritten, abs(coalesce(s.usual, 0) - s.rewritten) AS usual_off_rewritten,
       abs(s.measured - s.rewritten) AS exact_off
FROM bench.seen AS s
WHERE s.estimate IS NOT NULL AND s.measured IS NOT NULL;

CREATE FUNCTION pg_temp.points(figure float8) RETURNS text LANGUAGE sql
RETURN coalesce(to_char(figure, 'FM990.0'), '-');

CREATE FUNCTION pg_temp.middle(figures float8[]) RETURNS float8 LANGUAGE sql
RETURN (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY f) FROM unnest(figures) AS f);

\echo 'Absolute error in percentage points against pgstattuple: median, largest. Usual: the public estimation query.'
\echo 'Entries of dead rows are used space for pgstatindex: indexes in the states dead and stale are in the next table only.'
SELECT area, count(*) AS figures, count(DISTINCT object) AS objects,
       pg_temp.points(pg_temp.middle(array_agg(off))) || ', ' || pg_temp.points(max(off)) AS dbarch,
       pg_temp.points(pg_temp.middle(array_agg(usual_off))) || ', ' || pg_temp.points(max(usual_off)) AS usual
FROM compared WHERE NOT has_dead_entries GROUP BY area ORDER BY area = 'tables' DESC, area;

\echo 'The same against a rewrite that was really done; exact: what pgstattuple says against it.'
SELECT area, state, count(*) AS figures,
       pg_temp.points(pg_temp.middle(array_agg(off_rewritten))) || ', ' || pg_temp.points(max(off_rewritten)) AS dbarch,
       pg_temp.points(pg_temp.middle(array_agg(exact_off))) || ', ' || pg_temp.points(max(exact_off)) AS exact,
       pg_temp.points(pg_temp.middle(array_agg(usual_off_rewritten))) || ', ' || pg_temp.points(max(usual_off_rewritten)) AS usual
FROM compared GROUP BY area, state
ORDER BY area = 'tables' DESC, area, array_position('{loaded,thinned,churned,refilled,dead,stale}', state);

\echo 'By confidence, against pgstattuple.'
SELECT area, confidence, count(*) AS figures, pg_temp.points(pg_temp.middle(array_agg(off))) AS median,
       pg_temp.points(max(off)) AS largest
FROM compared WHERE NOT has_dead_entries GROUP BY area, confidence
ORDER BY area = 'tables' DESC, area, array_position('{high,medium,low}', confidence);

\echo 'No estimate'
SELECT method, status, left(reason, 80) AS reason, count(*) FROM bench.seen WHERE estimate IS NULL GROUP BY 1, 2, 3 ORDER BY 1, 4 DESC;

\echo 'Tables: dead and free space as pgstattuple counts it, page ends included, against the estimate.'
SELECT count(*) AS figures, pg_temp.points(pg_temp.middle(array_agg(abs(estimate - space)))) AS median,
       pg_temp.points(max(abs(estimate - space))) AS largest
FROM compared WHERE kind = 'table';

\echo 'The 15 worst'
SELECT state, c.object, c.method, confidence, pg_temp.points(estimate) AS estimate, pg_temp.points(measured) AS measured,
       pg_temp.points(rewritten) AS rewritten, pg_temp.points(usual) AS usual,
       left(regexp_replace(pg_get_indexdef(c.object::regclass), '^.* USING ', ''), 60) AS definition
FROM compared AS c WHERE NOT has_dead_entries ORDER BY off DESC LIMIT 15;

CREATE TEMP VIEW target AS
SELECT area = 'tables' AS first, area || ': 40 or more figures' AS target, count(*)::text AS figure, count(*) >= 40 AS met
FROM compared WHERE NOT has_dead_entries AND area IN ('tables', 'b-trees') GROUP BY area
UNION ALL
SELECT area = 'tables', area || ': median error under 3 points', pg_temp.points(pg_temp.middle(array_agg(off))),
       pg_temp.middle(array_agg(off)) < 3
FROM compared WHERE NOT has_dead_entries AND area IN ('tables', 'b-trees') GROUP BY area
UNION ALL
SELECT area = 'tables', area || ': no error above 15 points', pg_temp.points(max(off)), max(off) <= 15
FROM compared WHERE NOT has_dead_entries AND area IN ('tables', 'b-trees') GROUP BY area;

\pset tuples_only on
\pset format unaligned
SELECT format('%s %s   %s', rpad(target, 50), lpad(figure, 10), CASE WHEN met THEN 'passed' ELSE 'failed' END)
FROM target ORDER BY first DESC, target;

SELECT CASE WHEN count(*) = 6 AND bool_and(met) THEN 'passed' ELSE 'failed' END FROM target;
