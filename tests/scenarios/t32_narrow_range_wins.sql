-- T32. Equality, range and another order: a narrow range goes before the order.
CREATE TABLE orders AS
SELECT g AS id, g * 7 % 50 AS customer_id, g * 7919 % 50000 AS amount, g * 6007 % 50000 AS created, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4
FROM generate_series(1, 50000) AS g;
VACUUM ANALYZE orders;

SELECT scenario.query('SELECT * FROM orders WHERE customer_id = 7 AND amount > 49700 ORDER BY created DESC LIMIT 10', 100);
SELECT scenario.expect('ON orders (customer_id, amount)');
