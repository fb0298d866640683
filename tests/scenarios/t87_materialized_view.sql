-- T87. A materialized view can have indexes.
CREATE TABLE orders AS SELECT g AS id, g * 7 % 2000 AS customer_id, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 40000) AS g;
CREATE MATERIALIZED VIEW report AS SELECT * FROM orders WHERE id % 2 = 0;
VACUUM ANALYZE orders, report;

SELECT scenario.query('SELECT * FROM report WHERE customer_id = 42', 100);
SELECT scenario.expect('ON report (customer_id)');
