-- T135. An index that is the replica identity is used by no query here, and must stay.
CREATE TABLE orders (id int NOT NULL, customer_id int, note text, x1 int DEFAULT 0, x2 int DEFAULT 0, x3 int DEFAULT 0);
INSERT INTO orders SELECT g, g * 7 % 2000, repeat('n', 60) FROM generate_series(1, 40000) AS g;
CREATE UNIQUE INDEX idx_orders_id ON orders (id);
CREATE INDEX idx_orders_id_again ON orders (id);
CREATE INDEX idx_orders_customer ON orders (customer_id);
ALTER TABLE orders REPLICA IDENTITY USING INDEX idx_orders_id;
VACUUM ANALYZE orders;

SELECT scenario.query('SELECT * FROM orders WHERE customer_id = 42', 100);
SELECT scenario.query('SELECT * FROM orders WHERE id = 42', 100);
SELECT scenario.expect_change('{}', '{idx_orders_id_again}');
SELECT scenario.expect_nothing();
