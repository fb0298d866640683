-- T88. Through a view on a view: the index is for the table.
CREATE TABLE orders AS SELECT g AS id, g * 7 % 2000 AS customer_id, g % 3 AS state, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 40000) AS g;
CREATE VIEW open_orders AS SELECT * FROM orders WHERE state < 2;
CREATE VIEW customers_orders AS SELECT id, customer_id AS who, note, x1, x2, x3 FROM open_orders;
VACUUM ANALYZE orders;

SELECT scenario.query('SELECT * FROM customers_orders WHERE who = 42', 100);
SELECT scenario.expect('ON orders (customer_id)');
SELECT scenario.expect('ON orders (customer_id, state)');
