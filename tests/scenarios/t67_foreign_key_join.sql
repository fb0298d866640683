-- T67. A join along a foreign key from few rows: both the filter and the inner side.
CREATE TABLE customer (id int CONSTRAINT pk_customer_id PRIMARY KEY, email text, note text, x1 int DEFAULT 0, x2 int DEFAULT 0, x3 int DEFAULT 0);
INSERT INTO customer SELECT g, 'user' || g || '@example.org', repeat('n', 60) FROM generate_series(1, 10000) AS g;
CREATE TABLE orders AS SELECT g AS id, g * 7 % 10000 + 1 AS customer_id, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 50000) AS g;
VACUUM ANALYZE customer, orders;

SELECT scenario.query('SELECT o.* FROM customer AS c JOIN orders AS o ON o.customer_id = c.id WHERE c.email = ''user77@example.org''', 100);
SELECT scenario.expect('ON orders (customer_id)', 'ON customer (email)');
-- All that is read of the customer is the id: a column more spares one page read.
SELECT scenario.expect('ON orders (customer_id)', 'ON customer (email, id)');
SELECT scenario.expect('ON orders (customer_id)', 'ON customer (email) INCLUDE (id)');
