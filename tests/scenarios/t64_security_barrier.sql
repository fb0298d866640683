-- T64. LIKE is not leakproof, so it is not pushed below a security barrier: only the view's own condition gets an index.
CREATE TABLE doc AS
SELECT g AS id, g * 7 % 200 AS tenant_id, md5(g::text) AS title, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 50000) AS g;
CREATE VIEW own_doc WITH (security_barrier) AS SELECT * FROM doc WHERE tenant_id = 7;
VACUUM ANALYZE doc;

SELECT scenario.query('SELECT * FROM own_doc WHERE title LIKE ''abc%''', 100);
SELECT scenario.expect('ON doc (tenant_id)');
