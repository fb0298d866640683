-- T107. Less room than all indexes would take: what is built fits, and what saves most for its bytes is taken.
CREATE TABLE orders AS
SELECT g AS id, g * 7 % 2000 AS customer_id, md5((g * 7919 % 50021)::text) AS token, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 50000) AS g;
VACUUM ANALYZE orders;

SELECT scenario.query('SELECT * FROM orders WHERE customer_id = 42', 100);
SELECT scenario.query('SELECT * FROM orders WHERE token = md5(''42'')', 10);
SELECT scenario.argument('storage_budget', '''1 MB''');
SELECT scenario.expect('ON orders (customer_id)');
