-- T68. NOT EXISTS from few rows: the same.
CREATE TABLE customer (id int CONSTRAINT pk_customer_id PRIMARY KEY, country int, note text, x1 int DEFAULT 0, x2 int DEFAULT 0, x3 int DEFAULT 0);
INSERT INTO customer SELECT g, g * 7 % 1000, repeat('n', 60) FROM generate_series(1, 10000) AS g;
CREATE TABLE orders AS SELECT g AS id, g * 7 % 5000 + 1 AS customer_id, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 50000) AS g;
VACUUM ANALYZE customer, orders;

SELECT scenario.query('SELECT * FROM customer AS c WHERE c.country = 7 AND NOT EXISTS (SELECT FROM orders AS o WHERE o.customer_id = c.id)', 100);
SELECT scenario.expect('ON orders (customer_id)', 'ON customer (country)');
SELECT scenario.expect('ON orders (customer_id)');
