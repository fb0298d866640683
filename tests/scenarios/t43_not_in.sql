-- T43. NOT IN and <> leave most of the table: none.
CREATE TABLE orders AS
SELECT g AS id, g * 7 % 20 AS kind, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 50000) AS g;
VACUUM ANALYZE orders;

SELECT scenario.query('SELECT * FROM orders WHERE kind <> 3', 100);
SELECT scenario.query('SELECT * FROM orders WHERE kind NOT IN (3, 5, 7)', 100);
SELECT scenario.expect_nothing();
