-- T26. An equality and a descending order with LIMIT: one index gives both, read backward.
CREATE TABLE orders AS
SELECT g AS id, g * 7 % 2000 AS customer_id, timestamp '2026-01-01' + (g * 7919 % 50000) * interval '1 min' AS created_at,
       repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4
FROM generate_series(1, 50000) AS g;
VACUUM ANALYZE orders;

SELECT scenario.query('SELECT * FROM orders WHERE customer_id = 42 ORDER BY created_at DESC LIMIT 10');
SELECT scenario.expect('ON orders (customer_id, created_at)');
