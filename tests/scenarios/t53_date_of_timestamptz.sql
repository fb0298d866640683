-- T53. A timestamptz cast to date depends on the time zone, so no index can hold it: the statement must be rewritten.
CREATE TABLE event AS
SELECT g AS id, timestamptz '2026-01-01 00:00+00' + g * 7919 % 50000 * interval '10 min' AS at, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 50000) AS g;
VACUUM ANALYZE event;

SELECT scenario.query('SELECT * FROM event WHERE at::date = date ''2026-03-04''', 100);
SELECT scenario.expect_nothing();
SELECT scenario.expect_row('rewrite');
