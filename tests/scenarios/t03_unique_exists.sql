-- T03. A unique index on the column exists: nothing to do.
CREATE TABLE account AS
SELECT g AS id, 'user' || g || '@example.org' AS email, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 30000) AS g;
CREATE UNIQUE INDEX idx_account_email ON account (email);
VACUUM ANALYZE account;

SELECT scenario.query('SELECT * FROM account WHERE email = ''user77@example.org''', 1000);
SELECT scenario.expect_nothing();
