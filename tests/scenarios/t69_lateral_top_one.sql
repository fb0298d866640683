-- T69. The latest row of each of a few: LATERAL with LIMIT 1.
CREATE TABLE customer (id int CONSTRAINT pk_customer_id PRIMARY KEY, name text);
INSERT INTO customer SELECT g, 'name' || g FROM generate_series(1, 200) AS g;
CREATE TABLE orders AS SELECT g AS id, g * 7 % 200 + 1 AS customer_id, g * 7919 % 50000 AS created, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 50000) AS g;
VACUUM ANALYZE customer, orders;

SELECT scenario.query($$SELECT c.name, o.* FROM customer AS c,
    LATERAL (SELECT * FROM orders WHERE customer_id = c.id ORDER BY created DESC LIMIT 1) AS o$$, 100);
SELECT scenario.expect('ON orders (customer_id, created)');
