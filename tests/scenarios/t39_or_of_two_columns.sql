-- T39. OR over two columns: two indexes together, or none; one alone is of no use.
CREATE TABLE orders AS
SELECT g AS id, g * 7 % 5000 AS customer_id, g * 7919 % 5003 AS seller_id, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4
FROM generate_series(1, 50000) AS g;
VACUUM ANALYZE orders;

SELECT scenario.query('SELECT * FROM orders WHERE customer_id = 42 OR seller_id = 99', 100);
SELECT scenario.expect('ON orders (customer_id)', 'ON orders (seller_id)');
