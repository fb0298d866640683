-- T79. Prepared statements, by EXECUTE.
CREATE TABLE orders AS SELECT g AS id, g * 7 % 2000 AS customer_id, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 30000) AS g;
VACUUM ANALYZE orders;

SELECT scenario.argument('queries', 'NULL');
SELECT scenario.query('SELECT * FROM orders WHERE customer_id = 42');
SELECT scenario.expect('ON orders (customer_id)');
PREPARE of_customer(int) AS SELECT * FROM orders WHERE customer_id = $1;
EXECUTE of_customer(1);
EXECUTE of_customer(2);
EXECUTE of_customer(3);
