-- T37. An index on the first of two wanted columns leaves little to sort: nothing, or that index made longer.
CREATE TABLE orders AS
SELECT g AS id, g / 3 AS day, g * 7919 % 50000 AS amount, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 50000) AS g;
CREATE INDEX idx_orders_day ON orders (day);
VACUUM ANALYZE orders;

SELECT scenario.query('SELECT * FROM orders ORDER BY day, amount LIMIT 100', 100);
SELECT scenario.expect_nothing();
SELECT scenario.expect_change('{"ON orders (day, amount)"}', '{idx_orders_day}');
