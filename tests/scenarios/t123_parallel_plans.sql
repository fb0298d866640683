-- T123. The plan without an index is parallel: the index is still right.
CREATE TABLE orders AS
SELECT g AS id, g * 7 % 2000 AS customer_id, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 60000) AS g;
VACUUM ANALYZE orders;
ALTER DATABASE scenario_t123_parallel_plans SET min_parallel_table_scan_size = 0;
ALTER DATABASE scenario_t123_parallel_plans SET parallel_setup_cost = 10;
ALTER DATABASE scenario_t123_parallel_plans SET parallel_tuple_cost = 0.001;

SELECT scenario.query('SELECT * FROM orders WHERE customer_id = 42', 100);
SELECT scenario.query('SELECT count(*), max(note) FROM orders', 1);
SELECT scenario.expect('ON orders (customer_id)');
