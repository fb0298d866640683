-- T62. Rows in a list: (a, b) IN ((1, 2), (3, 4)).
CREATE TABLE orders AS
SELECT g AS id, g * 7 % 300 AS shop_id, g * 7919 % 307 AS number, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 50000) AS g;
VACUUM ANALYZE orders;

SELECT scenario.query('SELECT * FROM orders WHERE (shop_id, number) IN ((7, 9), (8, 12), (100, 3))', 100);
SELECT scenario.expect('ON orders (shop_id, number)');
SELECT scenario.expect('ON orders (number, shop_id)');
