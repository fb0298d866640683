-- T109. Statements that ask for more and more of the same columns: one index, not one each.
CREATE TABLE orders AS
SELECT g AS id, g * 7 % 300 AS a, g / 300 * 11 % 40 AS b, g * 7919 % 50000 AS c, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 50000) AS g;
VACUUM ANALYZE orders;

SELECT scenario.query('SELECT * FROM orders WHERE a = 42', 100);
SELECT scenario.query('SELECT * FROM orders WHERE a = 43 AND b = 7', 100);
SELECT scenario.query('SELECT * FROM orders WHERE a = 44 AND b = 8 ORDER BY c', 100);
SELECT scenario.query('SELECT * FROM orders WHERE a = 45 AND b = 9 AND c > 40000', 100);
SELECT scenario.query('SELECT * FROM orders WHERE a = 46 ORDER BY b', 100);
SELECT scenario.expect('ON orders (a, b)');
SELECT scenario.expect('ON orders (a, b, c)');
