-- T35. The greatest value of one of many: equality, then the value.
CREATE TABLE event AS
SELECT g AS id, g * 7 % 50 AS sensor, g * 7919 % 50000 AS at, repeat('n', 100) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 50000) AS g;
VACUUM ANALYZE event;

SELECT scenario.query('SELECT max(at) FROM event WHERE sensor = 7', 100);
SELECT scenario.expect('ON event (sensor, at)');
