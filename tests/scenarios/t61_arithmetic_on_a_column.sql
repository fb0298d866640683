-- T61. a + 0 = ? hides an index that exists: rewrite, no index on the expression.
CREATE TABLE account (id int CONSTRAINT pk_account_id PRIMARY KEY, note text, x1 int DEFAULT 0, x2 int DEFAULT 0, x3 int DEFAULT 0);
INSERT INTO account SELECT g, repeat('n', 60) FROM generate_series(1, 40000) AS g;
VACUUM ANALYZE account;

SELECT scenario.query('SELECT * FROM account WHERE id + 0 = 42', 100);
SELECT scenario.expect_nothing();
SELECT scenario.expect_row('rewrite', '', 'id');
