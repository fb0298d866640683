-- T83. Several statements sent as one text are told apart.
CREATE TABLE orders AS SELECT g AS id, g * 7 % 2000 AS customer_id, g * 7919 % 30000 AS created, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 30000) AS g;
VACUUM ANALYZE orders;

SELECT scenario.argument('queries', 'NULL');
SELECT scenario.query('SELECT * FROM orders WHERE customer_id = 42');
SELECT scenario.query('SELECT * FROM orders WHERE created = 42');
SELECT scenario.expect('ON orders (customer_id)', 'ON orders (created)');
SELECT * FROM orders WHERE customer_id = 42 \; SELECT * FROM orders WHERE created = 42;
SELECT * FROM orders WHERE customer_id = 43 \; SELECT * FROM orders WHERE created = 43;
