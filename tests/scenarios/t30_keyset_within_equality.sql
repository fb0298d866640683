-- T30. Keyset pagination within one customer: the equality leads.
CREATE TABLE orders AS
SELECT g AS id, g * 7 % 50 AS customer_id, g * 7919 % 20 AS created, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 50000) AS g;
VACUUM ANALYZE orders;

SELECT scenario.query('SELECT * FROM orders WHERE customer_id = 7 AND (created, id) > (12, 25000) ORDER BY created, id LIMIT 20', 100);
SELECT scenario.expect('ON orders (customer_id, created, id)');
