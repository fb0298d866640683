-- T70. A CTE that is materialized: the condition outside does not reach the table, so none.
CREATE TABLE orders AS SELECT g AS id, g * 7 % 2000 AS customer_id, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 50000) AS g;
VACUUM ANALYZE orders;

SELECT scenario.query('WITH o AS MATERIALIZED (SELECT * FROM orders) SELECT * FROM o WHERE customer_id = 42', 100);
SELECT scenario.expect_nothing();
