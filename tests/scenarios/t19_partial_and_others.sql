-- T19. The rare status all the time and now and then others: one full index rather than two.
CREATE TABLE orders AS
SELECT g AS id, CASE WHEN g % 500 = 0 THEN 'pending' ELSE 'done ' || g % 60 END AS status, g * 7919 % 50000 AS created, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4
FROM generate_series(1, 50000) AS g;
VACUUM ANALYZE orders;

SELECT scenario.query('SELECT * FROM orders WHERE status = ''pending'' ORDER BY created LIMIT 10', 100);
SELECT scenario.query('SELECT * FROM orders WHERE status = ''done 7'' ORDER BY created LIMIT 10', 50);
SELECT scenario.query('SELECT * FROM orders WHERE status = ''done 9'' ORDER BY created LIMIT 10', 50);
SELECT scenario.expect('ON orders (status, created)');
