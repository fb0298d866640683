-- T42. = ANY ($1) with an array of unknown length.
CREATE TABLE orders AS
SELECT g AS id, g * 7 % 5000 AS customer_id, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 50000) AS g;
VACUUM ANALYZE orders;

SELECT scenario.query('SELECT * FROM orders WHERE customer_id = ANY ($1)', 100,
    'SELECT * FROM orders WHERE customer_id = ANY (''{1,5,9,2000}'')');
SELECT scenario.expect('ON orders (customer_id)');
