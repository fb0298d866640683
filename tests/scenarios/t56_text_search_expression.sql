-- T56. to_tsvector('english', body) @@: GIN on the expression.
CREATE TABLE post AS
SELECT g AS id, 'word' || g * 7 % 1000 || ' word' || g * 7919 % 2003 AS body, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 10000) AS g;
VACUUM ANALYZE post;

SELECT scenario.query('SELECT * FROM post WHERE to_tsvector(''english'', body) @@ ''word42''::tsquery', 100);
SELECT scenario.expect('ON post USING gin (to_tsvector(''english'', body))');
