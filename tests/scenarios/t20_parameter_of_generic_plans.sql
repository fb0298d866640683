-- T20. Executions whose parameter is always the same, but by generic plans: a partial index would never be used.
CREATE TABLE orders AS
SELECT g AS id, CASE WHEN g % 500 = 0 THEN 'pending' ELSE 'done ' || g % 60 END AS status, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4
FROM generate_series(1, 50000) AS g;
VACUUM ANALYZE orders;

SELECT scenario.argument('queries', 'NULL');
SELECT scenario.query('SELECT * FROM orders WHERE status = ''pending''');
SELECT scenario.expect('ON orders (status)');
SET plan_cache_mode = force_generic_plan;
PREPARE of_status(text) AS SELECT * FROM orders WHERE status = $1;
EXECUTE of_status('pending');
EXECUTE of_status('pending');
EXECUTE of_status('pending');
EXECUTE of_status('pending');
EXECUTE of_status('pending');
EXECUTE of_status('pending');
