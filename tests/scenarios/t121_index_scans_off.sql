-- T121. Where the planner may not use indexes, there is nothing to advise.
CREATE TABLE orders AS
SELECT g AS id, g * 7 % 2000 AS customer_id, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 30000) AS g;
VACUUM ANALYZE orders;
ALTER DATABASE scenario_t121_index_scans_off SET enable_indexscan = off;
ALTER DATABASE scenario_t121_index_scans_off SET enable_indexonlyscan = off;
ALTER DATABASE scenario_t121_index_scans_off SET enable_bitmapscan = off;

SELECT scenario.query('SELECT * FROM orders WHERE customer_id = 42', 100);
SELECT scenario.expect_nothing();
