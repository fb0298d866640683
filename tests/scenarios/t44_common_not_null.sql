-- T44. IS NOT NULL that 99 % meet: none.
CREATE TABLE orders AS
SELECT g AS id, CASE WHEN g % 100 > 0 THEN g END AS shipped, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 50000) AS g;
VACUUM ANALYZE orders;

SELECT scenario.query('SELECT * FROM orders WHERE shipped IS NOT NULL', 100);
SELECT scenario.expect_nothing();
