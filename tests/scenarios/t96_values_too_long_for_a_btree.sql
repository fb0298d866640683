-- T96. Values of more than 2704 bytes do not fit into a b-tree: the build would fail, so hash, or an expression.
CREATE TABLE page AS
SELECT g AS id, 'http://example.org/' || g || CASE WHEN g % 5000 = 0 THEN (SELECT string_agg(md5((g * 1000 + s)::text), '') FROM generate_series(1, 200) AS s) ELSE '' END AS url,
       repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 20000) AS g;
VACUUM ANALYZE page;

SELECT scenario.query('SELECT * FROM page WHERE url = ''http://example.org/77''', 100);
SELECT scenario.expect('ON page USING hash (url)');
