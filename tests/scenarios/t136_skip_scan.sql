-- T136. PostgreSQL 18 skips through the few values of a leading column: (a, b) serves b as well, so no second index.
-- needs: server-18
CREATE TABLE orders AS
SELECT g AS id, g % 2 AS region, g * 7919 % 20011 AS number, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 40000) AS g;
CREATE INDEX idx_orders_region_number ON orders (region, number);
VACUUM ANALYZE orders;

SELECT scenario.query('SELECT * FROM orders WHERE number = 42', 1);
SELECT scenario.query('SELECT * FROM orders WHERE region = 0 AND number = 42', 1000);
SELECT scenario.expect_nothing();
