-- T70. A CTE that is inlined: the condition outside reaches the table.
CREATE TABLE orders AS SELECT g AS id, g * 7 % 2000 AS customer_id, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 50000) AS g;
VACUUM ANALYZE orders;

SELECT scenario.query('WITH o AS (SELECT * FROM orders) SELECT * FROM o WHERE customer_id = 42', 100);
SELECT scenario.expect('ON orders (customer_id)');
