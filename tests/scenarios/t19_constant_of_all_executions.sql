-- T19. All executions ask for one rare status and for regions that vary: the one is a predicate or leads, the others are keys.
CREATE TABLE orders AS
SELECT g AS id, CASE WHEN g % 50 = 0 THEN 'pending' ELSE 'done' END AS status, g * 7 % 200 AS region, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4
FROM generate_series(1, 50000) AS g;
VACUUM ANALYZE orders;

SELECT scenario.argument('queries', 'NULL');
SELECT scenario.query('SELECT * FROM orders WHERE status = ''pending'' AND region = 50');
SELECT scenario.expect('ON orders (region) WHERE status = ''pending''');
SELECT scenario.expect('ON orders (region, status)');
SELECT scenario.expect('ON orders (status, region)');
SELECT format('SELECT * FROM orders WHERE status = ''pending'' AND region = %s', r * 10) FROM generate_series(1, 12) AS r \gexec
