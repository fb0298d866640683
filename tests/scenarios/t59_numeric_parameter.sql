-- T59. A bigint column compared with a numeric value is cast row by row: no index on the cast, but a word on the type.
CREATE TABLE account (id bigint CONSTRAINT pk_account_id PRIMARY KEY, note text, x1 int DEFAULT 0, x2 int DEFAULT 0, x3 int DEFAULT 0);
INSERT INTO account SELECT g, repeat('n', 60) FROM generate_series(1, 40000) AS g;
VACUUM ANALYZE account;

SELECT scenario.query('SELECT * FROM account WHERE id = 42::numeric', 100);
SELECT scenario.expect_nothing();
SELECT scenario.expect_row('rewrite', '', 'numeric|type|cast');
