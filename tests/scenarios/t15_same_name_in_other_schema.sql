-- T15. The table of the same name in another schema has the index, this one has not.
CREATE SCHEMA archive;
CREATE TABLE orders AS
SELECT g AS id, g * 7 % 2000 AS customer_id, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 40000) AS g;
CREATE TABLE archive.orders AS TABLE orders;
CREATE INDEX idx_orders_customer_id ON archive.orders (customer_id);
VACUUM ANALYZE orders, archive.orders;

SELECT scenario.query('SELECT * FROM orders WHERE customer_id = 42', 100);
SELECT scenario.query('SELECT * FROM archive.orders WHERE customer_id = 42', 100);
SELECT scenario.expect('ON public.orders (customer_id)');
