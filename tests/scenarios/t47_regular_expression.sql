-- T47. ILIKE and regular expressions with pg_trgm: one trigram index for both.
-- needs: pg_trgm
CREATE TABLE account AS
SELECT g AS id, md5(g::text) || md5((g + 1)::text) AS name, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 20000) AS g;
VACUUM ANALYZE account;

SELECT scenario.query('SELECT * FROM account WHERE name ILIKE ''%A1B2C3%''', 100);
SELECT scenario.query('SELECT * FROM account WHERE name ~* ''f00ba[0-9]''', 100);
SELECT scenario.expect('ON account USING gin (name gin_trgm_ops)');
SELECT scenario.expect('ON account USING gist (name gist_trgm_ops)');
