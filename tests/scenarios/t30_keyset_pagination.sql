-- T30. Keyset pagination compares rows: both columns in the order of the comparison.
CREATE TABLE orders AS
SELECT g AS id, g * 7919 % 5000 AS created, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 50000) AS g;
VACUUM ANALYZE orders;

SELECT scenario.query('SELECT * FROM orders WHERE (created, id) > (2500, 10) ORDER BY created, id LIMIT 20', 100);
SELECT scenario.expect('ON orders (created, id)');
