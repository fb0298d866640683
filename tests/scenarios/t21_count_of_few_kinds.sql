-- T21. Ten kinds only, but counting one reads a narrow index alone: judged by cost, not by the number of kinds.
CREATE TABLE event AS
SELECT g AS id, g * 7919 % 10 AS kind, repeat('n', 150) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 50000) AS g;
VACUUM ANALYZE event;

SELECT scenario.query('SELECT count(*) FROM event WHERE kind = 3', 100);
SELECT scenario.expect('ON event (kind)');
SELECT scenario.expect('ON event (kind) WHERE kind = 3');
SELECT scenario.expect('ON event (id) WHERE kind = 3');
