-- T19. When many statuses are asked for, one full index instead of a partial one for each.
CREATE TABLE orders AS
SELECT g AS id, 'status ' || g * 7919 % 200 AS status, repeat('n', 80) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 50000) AS g;
VACUUM ANALYZE orders;

SELECT scenario.query(format('SELECT * FROM orders WHERE status = ''status %s''', s), 10) FROM generate_series(1, 8) AS s;
SELECT scenario.expect('ON orders (status)');
