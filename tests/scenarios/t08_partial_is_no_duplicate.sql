-- T08. (a) and (a) WHERE p are no duplicates, each has its statements.
CREATE TABLE orders AS
SELECT g AS id, g * 7 % 2000 AS customer_id, CASE WHEN g % 100 = 0 THEN 'open' ELSE 'done' END AS status,
       g * 7919 % 40000 AS amount, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4
FROM generate_series(1, 40000) AS g;
CREATE INDEX idx_orders_customer ON orders (customer_id);
CREATE INDEX idx_orders_open ON orders (customer_id) WHERE status = 'open';
VACUUM ANALYZE orders;

SELECT scenario.query('SELECT * FROM orders WHERE customer_id = 42', 100);
SELECT scenario.query('SELECT count(*) FROM orders WHERE status = ''open'' AND customer_id BETWEEN 100 AND 900', 100);
SELECT scenario.expect_nothing();
