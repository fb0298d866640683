-- T134. Out of time: the best so far, without an error, and it says that it is not complete.
CREATE TABLE orders AS
SELECT g AS id, g * 7 % 2000 AS a, g * 11 % 2003 AS b, g * 13 % 2011 AS c, g * 17 % 2017 AS d, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 30000) AS g;
VACUUM ANALYZE orders;

SELECT scenario.query(format('SELECT * FROM orders WHERE %s = %s AND %s = %s ORDER BY %s', x, n, y, n + 1, z), n)
FROM unnest('{a,b,c,d}'::text[]) AS x, unnest('{a,b,c,d}'::text[]) AS y, unnest('{a,b,c,d}'::text[]) AS z, generate_series(1, 4) AS n WHERE x < y;
SELECT scenario.argument('time_limit', 'interval ''1 microsecond''');
SELECT scenario.expect_true('not complete', $$SELECT coalesce(bool_and(NOT (detail ->> 'complete')::boolean), true) FROM scenario.advice$$);
