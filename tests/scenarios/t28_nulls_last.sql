-- T28. DESC NULLS LAST cannot be had from a default index, neither forward nor backward.
CREATE TABLE orders AS
SELECT g AS id, CASE WHEN g % 10 > 0 THEN g * 7919 % 50000 END AS amount, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 50000) AS g;
VACUUM ANALYZE orders;

SELECT scenario.query('SELECT * FROM orders ORDER BY amount DESC NULLS LAST LIMIT 20', 100);
SELECT scenario.expect('ON orders (amount DESC NULLS LAST)');
SELECT scenario.expect('ON orders (amount NULLS FIRST)');
