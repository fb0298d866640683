-- T66. Full text within a tenant: one GIN index with btree_gin, or one for each.
-- needs: btree_gin
CREATE TABLE post AS
SELECT g AS id, g % 20 AS tenant_id, ('word' || g * 7 % 100 || ' word' || g * 7919 % 211)::tsvector AS words, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 40000) AS g;
VACUUM ANALYZE post;

SELECT scenario.query('SELECT * FROM post WHERE tenant_id = 7 AND words @@ ''word21''::tsquery', 100);
SELECT scenario.expert('CREATE INDEX ON post USING gin (tenant_id, words)');
SELECT scenario.expect('ON post USING gin (tenant_id, words)');
SELECT scenario.expect('ON post USING gin (words, tenant_id)');
SELECT scenario.expect('ON post USING gin (words)', 'ON post (tenant_id)');
