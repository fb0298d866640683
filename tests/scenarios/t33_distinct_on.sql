-- T33. The latest row of each of many: DISTINCT ON in the order of an index.
CREATE TABLE reading AS
SELECT g AS id, g * 7 % 20 AS sensor, g * 7919 % 50000 AS at, repeat('n', 100) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 50000) AS g;
VACUUM ANALYZE reading;

SELECT scenario.query('SELECT DISTINCT ON (sensor) sensor, at FROM reading ORDER BY sensor, at DESC', 100);
SELECT scenario.expect('ON reading (sensor, at DESC)');
SELECT scenario.expect('ON reading (sensor DESC, at)');
