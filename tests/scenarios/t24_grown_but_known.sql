-- T24. A table that has grown by a tenth since ANALYZE is known well enough: only the index.
CREATE TABLE orders AS
SELECT g AS id, g * 7 % 2000 AS customer_id, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 40000) AS g;
VACUUM ANALYZE orders;
INSERT INTO orders SELECT g, g * 7 % 2000, repeat('n', 60) FROM generate_series(40001, 42000) AS g;

SELECT scenario.query('SELECT * FROM orders WHERE customer_id = 42', 100);
SELECT scenario.expect('ON orders (customer_id)');
SELECT scenario.expect_true('no other action', $$SELECT bool_and(action = 'create') FROM scenario.advice$$);
