-- T109. One statement filters, another one filters by the same and sorts: one index for both.
CREATE TABLE orders AS
SELECT g AS id, g * 7 % 300 AS customer_id, g * 7919 % 50000 AS created, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 50000) AS g;
VACUUM ANALYZE orders;

SELECT scenario.query('SELECT * FROM orders WHERE customer_id = 42', 100);
SELECT scenario.query('SELECT * FROM orders WHERE customer_id = 43 ORDER BY created DESC LIMIT 10', 100);
SELECT scenario.query('SELECT * FROM orders WHERE customer_id = 44 AND created > 49000', 100);
SELECT scenario.expect('ON orders (customer_id, created)');
