-- T47. LIKE '%x%' without pg_trgm in the database: no index, and a word on what would help.
-- needs: available-pg_trgm
CREATE TABLE account AS
SELECT g AS id, md5(g::text) || md5((g + 1)::text) AS name, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 20000) AS g;
VACUUM ANALYZE account;

SELECT scenario.query('SELECT * FROM account WHERE name LIKE ''%a1b2c3%''', 100);
SELECT scenario.expect_nothing();
SELECT scenario.expect_true('pg_trgm is named',
    $$SELECT EXISTS (SELECT FROM scenario.advice AS a WHERE a::text ~ 'pg_trgm') OR EXISTS (SELECT FROM scenario.notices WHERE text ~ 'pg_trgm')$$);
