-- T36. A window function over one partition of many: the partition is the equality, the order follows.
CREATE TABLE reading AS
SELECT g AS id, g * 7 % 200 AS sensor, g * 7919 % 50000 AS at, repeat('n', 100) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 50000) AS g;
VACUUM ANALYZE reading;

SELECT scenario.query($$SELECT * FROM (SELECT sensor, at, row_number() OVER (PARTITION BY sensor ORDER BY at) AS n
    FROM reading) AS numbered WHERE sensor = 7$$, 100);
SELECT scenario.expect('ON reading (sensor, at)');
