-- T98. json, xml and point have no order: no b-tree on them, and the equality beside them gets its index.
CREATE TABLE thing AS
SELECT g AS id, g * 7 % 2000 AS kind, json_build_object('k', g) AS doc, point(g, g) AS spot, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 30000) AS g;
VACUUM ANALYZE thing;

SELECT scenario.query('SELECT * FROM thing WHERE kind = 42 AND doc ->> ''k'' <> ''42''', 100);
SELECT scenario.query('SELECT * FROM thing WHERE kind = 42 AND spot <> point(1, 1)', 100);
SELECT scenario.expect('ON thing (kind)');
-- The two are judged as one, and their filters do not cost the same.
SELECT scenario.tolerate('prediction', 0.1);
