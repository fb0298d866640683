-- T02. An index on (b, a) does not serve a: the missing index is suggested, not passed over.
CREATE TABLE orders AS
SELECT g AS id, g * 7 % 2000 AS customer_id, g % 500 AS day, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 40000) AS g;
CREATE INDEX idx_orders_day_customer ON orders (day, customer_id);
VACUUM ANALYZE orders;

SELECT scenario.query('SELECT * FROM orders WHERE customer_id = 42', 100);
SELECT scenario.query('SELECT * FROM orders WHERE day = 7 AND customer_id > 1900', 100);
SELECT scenario.expect('ON orders (customer_id)');
