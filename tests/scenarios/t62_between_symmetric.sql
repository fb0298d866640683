-- T62. BETWEEN SYMMETRIC is two ranges in an OR.
CREATE TABLE orders AS
SELECT g AS id, g * 7919 % 50000 AS amount, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 50000) AS g;
VACUUM ANALYZE orders;

SELECT scenario.query('SELECT * FROM orders WHERE amount BETWEEN SYMMETRIC 300 AND 200', 100);
SELECT scenario.expect('ON orders (amount)');
