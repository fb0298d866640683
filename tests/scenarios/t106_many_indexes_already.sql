-- T106. A table with many indexes, of which some say the same: fewer, not more.
CREATE TABLE orders AS
SELECT g AS id, g * 7 % 2000 AS a, g * 11 % 300 AS b, g * 13 % 400 AS c, g * 17 % 500 AS d, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 40000) AS g;
CREATE INDEX idx_orders_a ON orders (a);
CREATE INDEX idx_orders_a_b ON orders (a, b);
CREATE INDEX idx_orders_a_b_c ON orders (a, b, c);
CREATE INDEX idx_orders_b ON orders (b);
CREATE INDEX idx_orders_b_c ON orders (b, c);
CREATE INDEX idx_orders_c ON orders (c);
CREATE INDEX idx_orders_d ON orders (d);
CREATE INDEX idx_orders_d_again ON orders (d);
VACUUM ANALYZE orders;

SELECT scenario.query('SELECT * FROM orders WHERE a = 42', 100);
SELECT scenario.query('SELECT * FROM orders WHERE a = 42 AND b = 7 AND c = 9', 100);
SELECT scenario.query('SELECT * FROM orders WHERE b = 42 AND c = 9', 100);
SELECT scenario.query('SELECT * FROM orders WHERE c = 9', 100);
SELECT scenario.query('SELECT * FROM orders WHERE d = 9', 100);
SELECT scenario.expect_row('drop', 'idx_orders_d_again');
SELECT scenario.expect_row('drop', 'idx_orders_a$');
SELECT scenario.expect_true('nothing is created', $$SELECT NOT EXISTS (SELECT FROM scenario.advice WHERE action = 'create')$$);
