-- T55. One GIN index for statements that find differently many rows: what is predicted of each holds for each.
CREATE TABLE post AS
SELECT g AS id, ARRAY['tag' || g * 7 % 1000, 'tag' || g * 7919 % 2003] AS tags, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 40000) AS g;
VACUUM ANALYZE post;

SELECT scenario.query('SELECT * FROM post WHERE tags @> ARRAY[''tag42'']', 100);
SELECT scenario.query('SELECT * FROM post WHERE tags && ARRAY[''tag43'', ''tag44'']', 100);
SELECT scenario.expect('ON post USING gin (tags)');
