-- T118. Counters that began a moment ago prove no index unused.
CREATE TABLE orders AS
SELECT g AS id, g * 7 % 2000 AS customer_id, g % 1000 AS kind, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 40000) AS g;
CREATE INDEX idx_orders_customer ON orders (customer_id);
CREATE INDEX idx_orders_kind ON orders (kind);
VACUUM ANALYZE orders;
SELECT pg_stat_reset();

SELECT scenario.query('SELECT * FROM orders WHERE customer_id = 42', 100);
SELECT scenario.expect_nothing();
