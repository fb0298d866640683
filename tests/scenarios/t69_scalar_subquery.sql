-- T69. A correlated subquery in the target list runs for each row: its column gets the index.
CREATE TABLE customer AS SELECT g AS id, 'name' || g AS name FROM generate_series(1, 300) AS g;
CREATE TABLE orders AS SELECT g AS id, g * 7 % 3000 + 1 AS customer_id, g * 7919 % 50000 AS amount, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 50000) AS g;
VACUUM ANALYZE customer, orders;

SELECT scenario.query('SELECT c.name, (SELECT max(o.amount + o.x1 + o.x2 + o.x3 + length(o.note)) FROM orders AS o WHERE o.customer_id = c.id) FROM customer AS c', 10);
SELECT scenario.expect('ON orders (customer_id)');
