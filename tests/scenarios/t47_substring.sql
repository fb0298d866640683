-- T47. LIKE '%x%' with pg_trgm: a trigram index.
-- needs: pg_trgm
CREATE TABLE account AS
SELECT g AS id, md5(g::text) || md5((g + 1)::text) AS name, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 20000) AS g;
VACUUM ANALYZE account;

SELECT scenario.query('SELECT * FROM account WHERE name LIKE ''%a1b2c3%''', 100);
SELECT scenario.expect('ON account USING gin (name gin_trgm_ops)');
SELECT scenario.expect('ON account USING gist (name gist_trgm_ops)');
