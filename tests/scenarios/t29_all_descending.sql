-- T29. ORDER BY a DESC, b DESC: the plain index read backward, no DESC in its definition.
CREATE TABLE orders AS
SELECT g AS id, g * 7 % 200 AS customer_id, g * 7919 % 50000 AS amount, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 50000) AS g;
VACUUM ANALYZE orders;

SELECT scenario.query('SELECT * FROM orders ORDER BY customer_id DESC, amount DESC LIMIT 20', 100);
SELECT scenario.expect('ON orders (customer_id, amount)');
