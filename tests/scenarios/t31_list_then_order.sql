-- T31. IN and ORDER BY on another column with LIMIT: (a, b) does not give the order before PostgreSQL 17; the plan decides.
CREATE TABLE orders AS
SELECT g AS id, g * 7 % 500 AS customer_id, g * 7919 % 50000 AS created, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 50000) AS g;
VACUUM ANALYZE orders;

SELECT scenario.query('SELECT * FROM orders WHERE customer_id IN (3, 5, 7) ORDER BY created DESC LIMIT 10', 100);
SELECT scenario.expect_gain_of('CREATE INDEX ON orders (customer_id)');
SELECT scenario.expect('ON orders (customer_id)');
SELECT scenario.expect('ON orders (customer_id, created)');
SELECT scenario.expect('ON orders (created)');
