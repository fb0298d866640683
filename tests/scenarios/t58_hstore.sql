-- T58. hstore that contains a pair: GIN.
-- needs: hstore
CREATE TABLE thing AS
SELECT g AS id, hstore('k', 'v' || g * 7 % 5000) AS attributes, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 20000) AS g;
VACUUM ANALYZE thing;

SELECT scenario.query('SELECT * FROM thing WHERE attributes @> ''k=>v42''::hstore', 100);
SELECT scenario.expect('ON thing USING gin (attributes)');
SELECT scenario.expect('ON thing USING gist (attributes)');
