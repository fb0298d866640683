-- T100. What replaces an index keeps its storage options.
CREATE TABLE orders AS
SELECT g AS id, g * 7 % 200 AS customer_id, g * 7919 % 50000 AS amount, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 50000) AS g;
CREATE INDEX idx_orders_customer ON orders (customer_id) WITH (fillfactor = 70);
VACUUM ANALYZE orders;

SELECT scenario.query('SELECT * FROM orders WHERE customer_id = 42 AND amount > 49000', 100);
SELECT scenario.query('SELECT * FROM orders WHERE customer_id = 42');
SELECT scenario.expect_change('{"ON orders (customer_id, amount) WITH (fillfactor = 70)"}', '{idx_orders_customer}');
