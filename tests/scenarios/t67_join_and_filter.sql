-- T67. A join whose inner side has a filter of its own: the joined column and the filter in one index.
CREATE TABLE customer (id int CONSTRAINT pk_customer_id PRIMARY KEY, city int, note text, x1 int DEFAULT 0, x2 int DEFAULT 0, x3 int DEFAULT 0);
INSERT INTO customer SELECT g, g * 7 % 500, repeat('n', 60) FROM generate_series(1, 5000) AS g;
CREATE TABLE orders AS SELECT g AS id, g * 7 % 5000 + 1 AS customer_id, g * 7919 % 100 AS state, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 60000) AS g;
CREATE INDEX idx_customer_city ON customer (city);
VACUUM ANALYZE customer, orders;

SELECT scenario.query('SELECT o.*, c.* FROM customer AS c JOIN orders AS o ON o.customer_id = c.id WHERE c.city = 42 AND o.state = 7', 100);
SELECT scenario.expect('ON orders (customer_id, state)');
SELECT scenario.expect('ON orders (state, customer_id)');
SELECT scenario.expect('ON orders (customer_id) WHERE state = 7');
