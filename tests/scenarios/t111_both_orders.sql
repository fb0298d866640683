-- T111. (a, b) and (b, a) each for a statement that matters: without a limit, both.
CREATE TABLE orders AS
SELECT g AS id, g * 7 % 500 AS a, g * 7919 % 503 AS b, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 50000) AS g;
VACUUM ANALYZE orders;

SELECT scenario.query('SELECT * FROM orders WHERE a = 42 ORDER BY b LIMIT 5', 1000);
SELECT scenario.query('SELECT * FROM orders WHERE b = 42 ORDER BY a LIMIT 5', 1000);
SELECT scenario.expect('ON orders (a, b)', 'ON orders (b, a)');
