-- T97. One narrow column more, and the table need not be read at all.
CREATE TABLE sale AS
SELECT g AS id, g * 7 % 100 AS shop_id, g * 7919 % 10007 AS amount, repeat('n', 120) AS note, 0 AS x1, 0 AS x2 FROM generate_series(1, 50000) AS g;
VACUUM ANALYZE sale;

SELECT scenario.query('SELECT sum(amount) FROM sale WHERE shop_id = 42', 100);
SELECT scenario.expect('ON sale (shop_id) INCLUDE (amount)');
SELECT scenario.expect('ON sale (shop_id, amount)');
