-- T48. ILIKE '%a%' has no trigram to look for: none.
-- needs: pg_trgm
CREATE TABLE account AS
SELECT g AS id, md5(g::text) AS name, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 20000) AS g;
VACUUM ANALYZE account;

SELECT scenario.query('SELECT * FROM account WHERE name ILIKE ''%a%''', 100);
SELECT scenario.query('SELECT * FROM account WHERE name LIKE ''%zq%''', 100);
SELECT scenario.expect_nothing();
