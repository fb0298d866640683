-- T56. A tsvector column: GIN.
CREATE TABLE post AS
SELECT g AS id, ('word' || g * 7 % 1000 || ' word' || g * 7919 % 2003)::tsvector AS words, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 30000) AS g;
VACUUM ANALYZE post;

SELECT scenario.query('SELECT * FROM post WHERE words @@ ''word42''::tsquery', 100);
SELECT scenario.expect('ON post USING gin (words)');
