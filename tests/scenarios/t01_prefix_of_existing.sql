-- T01. An index on (a, b) exists, a is asked for: nothing to do.
CREATE TABLE orders AS
SELECT g AS id, g * 7 % 2000 AS customer_id, g % 500 AS day, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 40000) AS g;
CREATE INDEX idx_orders_customer_day ON orders (customer_id, day);
VACUUM ANALYZE orders;

SELECT scenario.query('SELECT * FROM orders WHERE customer_id = 42', 100);
SELECT scenario.query('SELECT * FROM orders WHERE customer_id = 42 ORDER BY day');
SELECT scenario.expect_nothing();
