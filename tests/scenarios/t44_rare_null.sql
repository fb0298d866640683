-- T44. IS NULL where 0.2 % are NULL: a partial index with the wanted order.
CREATE TABLE orders AS
SELECT g AS id, CASE WHEN g % 500 > 0 THEN g END AS shipped, g * 7919 % 50000 AS created, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 50000) AS g;
VACUUM ANALYZE orders;

SELECT scenario.query('SELECT * FROM orders WHERE shipped IS NULL ORDER BY created LIMIT 10', 100);
SELECT scenario.expect('ON orders (created) WHERE shipped IS NULL');
SELECT scenario.expect('ON orders (shipped) WHERE shipped IS NULL');
SELECT scenario.expect('ON orders (shipped, created) WHERE shipped IS NULL');
