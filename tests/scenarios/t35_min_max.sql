-- T35. The least and the greatest value: the ends of an index.
CREATE TABLE event AS
SELECT g AS id, g * 7919 % 50000 AS at, repeat('n', 100) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 50000) AS g;
VACUUM ANALYZE event;

SELECT scenario.query('SELECT min(at), max(at) FROM event', 100);
SELECT scenario.expect('ON event (at)');
