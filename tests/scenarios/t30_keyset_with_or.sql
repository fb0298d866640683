-- T30. Keyset pagination written with OR, as many libraries do: the order with LIMIT decides.
CREATE TABLE orders AS
SELECT g AS id, g * 7919 % 5000 AS created, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 50000) AS g;
VACUUM ANALYZE orders;

SELECT scenario.query('SELECT * FROM orders WHERE created > 100 OR (created = 100 AND id > 10) ORDER BY created, id LIMIT 20', 100);
SELECT scenario.expect('ON orders (created, id)');
