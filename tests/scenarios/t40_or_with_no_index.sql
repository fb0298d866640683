-- T40. OR with a side that no index serves: none.
CREATE TABLE orders AS
SELECT g AS id, g * 7 % 5000 AS customer_id, g % 100 AS kind, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4
FROM generate_series(1, 50000) AS g;
VACUUM ANALYZE orders;

SELECT scenario.query('SELECT * FROM orders WHERE customer_id = 42 OR kind <> 3', 100);
SELECT scenario.expect_nothing();
