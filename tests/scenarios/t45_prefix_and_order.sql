-- T45. LIKE 'x%' and ORDER BY under a collation other than C: each needs its own index.
-- needs: icu
CREATE TABLE account AS
SELECT g AS id, md5(g::text) COLLATE "en-x-icu" AS email, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 40000) AS g;
VACUUM ANALYZE account;

SELECT scenario.query('SELECT * FROM account WHERE email LIKE ''abc%''', 100);
SELECT scenario.query('SELECT * FROM account ORDER BY email LIMIT 20', 100);
SELECT scenario.expect('ON account (email text_pattern_ops)', 'ON account (email)');
