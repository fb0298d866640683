-- T72. UPDATE and DELETE search as SELECT does.
CREATE TABLE orders AS
SELECT g AS id, g * 7 % 5000 AS customer_id, g * 7919 % 50000 AS created, 0 AS state, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 50000) AS g;
VACUUM ANALYZE orders;

SELECT scenario.query('UPDATE orders SET state = 1 WHERE customer_id = 42', 100);
SELECT scenario.query('DELETE FROM orders WHERE created BETWEEN 1000 AND 1019', 100);
SELECT scenario.expect('ON orders (customer_id)', 'ON orders (created)');
