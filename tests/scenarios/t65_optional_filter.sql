-- T65. "$1 IS NULL OR column = $1": with a constant the first half folds away, and an index serves the second.
CREATE TABLE orders AS
SELECT g AS id, g * 7 % 2000 AS customer_id, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 50000) AS g;
VACUUM ANALYZE orders;

SELECT scenario.query('SELECT * FROM orders WHERE $1::int IS NULL OR customer_id = $1', 100, 'SELECT * FROM orders WHERE customer_id = 42');
SELECT scenario.expect('ON orders (customer_id)');
