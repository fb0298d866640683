-- T114. A statement ran under another search_path: it is planned under that one.
CREATE SCHEMA hidden;
CREATE TABLE hidden.orders AS
SELECT g AS id, g * 7 % 2000 AS customer_id, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 30000) AS g;
CREATE TABLE orders AS SELECT 1 AS id, 1 AS customer_id;
VACUUM ANALYZE hidden.orders, orders;

SELECT scenario.argument('queries', 'NULL');
SELECT scenario.query('SELECT * FROM hidden.orders WHERE customer_id = 42');
SELECT scenario.expect('ON hidden.orders (customer_id)');
SET search_path = hidden;
SELECT * FROM orders WHERE customer_id = 42;
SELECT * FROM orders WHERE customer_id = 43;
