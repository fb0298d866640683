-- T80. A cursor whose first rows only are fetched.
CREATE TABLE orders AS SELECT g AS id, g * 7 % 2000 AS customer_id, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 30000) AS g;
VACUUM ANALYZE orders;

SELECT scenario.argument('queries', 'NULL');
SELECT scenario.query('SELECT * FROM orders WHERE customer_id = 42');
SELECT scenario.expect('ON orders (customer_id)');
BEGIN;
DECLARE c CURSOR FOR SELECT * FROM orders WHERE customer_id = 42;
FETCH 5 FROM c;
COMMIT;
BEGIN;
DECLARE c CURSOR FOR SELECT * FROM orders WHERE customer_id = 43;
FETCH 5 FROM c;
COMMIT;
