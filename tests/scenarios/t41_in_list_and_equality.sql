-- T41. IN beside an equality: the equality leads, since after it the order of the list does not matter.
CREATE TABLE orders AS
SELECT g AS id, g * 7 % 50 AS shop_id, (g / 50) * 31 % 60 AS kind, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 50000) AS g;
VACUUM ANALYZE orders;

SELECT scenario.query('SELECT * FROM orders WHERE shop_id = 7 AND kind IN (3, 5)', 100);
SELECT scenario.query('SELECT * FROM orders WHERE shop_id = 9', 20);
SELECT scenario.expect('ON orders (shop_id, kind)');
