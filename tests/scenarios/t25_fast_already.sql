-- T25. A million lookups by key that read one row each: an index that repeats the key with a column more is not worth it.
CREATE TABLE account (id int CONSTRAINT pk_account_id PRIMARY KEY, name text, note text, x1 int DEFAULT 0, x2 int DEFAULT 0, x3 int DEFAULT 0, x4 int DEFAULT 0);
INSERT INTO account SELECT g, 'user' || g, repeat('n', 60) FROM generate_series(1, 30000) AS g;
VACUUM ANALYZE account;

SELECT scenario.query('SELECT name FROM account WHERE id = 77', 1000000);
SELECT scenario.expect_nothing();
