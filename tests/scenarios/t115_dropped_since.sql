-- T115. Tables and columns that are gone since: left out, with a reason, and the rest is judged.
CREATE TABLE orders AS
SELECT g AS id, g * 7 % 2000 AS customer_id, g AS old_name, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 30000) AS g;
CREATE TABLE gone AS SELECT g AS id FROM generate_series(1, 30000) AS g;
VACUUM ANALYZE orders, gone;

SELECT scenario.argument('queries', 'NULL');
SELECT scenario.query('SELECT * FROM orders WHERE customer_id = 42');
SELECT scenario.expect('ON orders (customer_id)');
SELECT scenario.expect_true('what is still recorded is named',
    $$SELECT count(*) > 0 AND bool_and(s::text ~ '42P01|42703') FROM scenario.advice, jsonb_array_elements(detail -> 'skipped') AS s$$);
SELECT * FROM orders WHERE customer_id = 42;
SELECT * FROM orders WHERE old_name = 42;
SELECT * FROM gone WHERE id = 42;
ALTER TABLE orders RENAME COLUMN old_name TO new_name;
DROP TABLE gone;
