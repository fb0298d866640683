-- T58. Descendants in a label tree: GiST.
-- needs: ltree
CREATE TABLE node AS
SELECT g AS id, ('top.l' || g % 50 || '.m' || g * 7 % 500 || '.n' || g)::ltree AS path, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 30000) AS g;
VACUUM ANALYZE node;

SELECT scenario.query('SELECT * FROM node WHERE path <@ ''top.l7.m49''', 100);
SELECT scenario.expect('ON node USING gist (path)');
