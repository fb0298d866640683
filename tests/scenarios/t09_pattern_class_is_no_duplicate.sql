-- T09. (a) and (a text_pattern_ops) are no duplicates under a collation other than C.
-- needs: icu
CREATE TABLE account AS
SELECT g AS id, (md5(g::text) || '@example.org') COLLATE "en-x-icu" AS email, repeat('n', 120) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4
FROM generate_series(1, 30000) AS g;
CREATE INDEX idx_account_email ON account (email);
CREATE INDEX idx_account_email_pattern ON account (email text_pattern_ops);
VACUUM ANALYZE account;

SELECT scenario.query('SELECT * FROM account WHERE email LIKE ''abc%''', 100);
SELECT scenario.query('SELECT * FROM account ORDER BY email LIMIT 20', 100);
SELECT scenario.expect_nothing();
