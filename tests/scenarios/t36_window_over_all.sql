-- T36. A window over a whole table: an index in its order spares the sort if it holds all columns.
CREATE TABLE reading AS
SELECT g AS id, g * 7 % 200 AS sensor, g * 7919 % 50000 AS at, repeat('n', 100) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 50000) AS g;
VACUUM ANALYZE reading;

SELECT scenario.query('SELECT sensor, at, lag(at) OVER (PARTITION BY sensor ORDER BY at) FROM reading', 100);
SELECT scenario.expect('ON reading (sensor, at)');
