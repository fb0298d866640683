-- T20. A parameter that a generic plan could bring: a partial index could not be proven, so a full one or none.
CREATE TABLE orders AS
SELECT g AS id, CASE WHEN g % 500 = 0 THEN 'pending' ELSE 'done' END AS status, repeat('n', 80) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4
FROM generate_series(1, 50000) AS g;
VACUUM ANALYZE orders;

SELECT scenario.query('SELECT * FROM orders WHERE status = $1', 100, 'SELECT * FROM orders WHERE status = ''pending''');
SELECT scenario.expect('ON orders (status)');
SELECT scenario.expect_nothing();
SELECT scenario.tolerate('gain', 0);
