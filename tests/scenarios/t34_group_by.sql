-- T34. Grouping a wide table by one column: the index alone is read, whether it is sorted or hashed then.
CREATE TABLE event AS
SELECT g AS id, g * 7919 % 100 AS kind, repeat('n', 200) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 50000) AS g;
VACUUM ANALYZE event;

SELECT scenario.query('SELECT kind, count(*) FROM event GROUP BY kind', 100);
SELECT scenario.expect('ON event (kind)');
