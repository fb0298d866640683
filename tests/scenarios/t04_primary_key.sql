-- T04. What the primary key serves gets no second index, not even a covering one for its own lookups.
CREATE TABLE account (id int CONSTRAINT pk_account_id PRIMARY KEY, name text, note text, x1 int DEFAULT 0, x2 int DEFAULT 0, x3 int DEFAULT 0, x4 int DEFAULT 0);
INSERT INTO account SELECT g, 'user' || g, repeat('n', 60) FROM generate_series(1, 30000) AS g;
VACUUM ANALYZE account;

SELECT scenario.query('SELECT * FROM account WHERE id = 77', 1000);
SELECT scenario.query('SELECT a.* FROM generate_series(1, 5) AS g JOIN account AS a ON a.id = g', 10);
SELECT scenario.query('SELECT * FROM account ORDER BY id DESC LIMIT 10');
SELECT scenario.expect_nothing();
