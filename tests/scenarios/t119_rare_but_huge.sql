-- T119. A weekly report among many small statements: it is dear enough to count.
CREATE TABLE sale AS
SELECT g AS id, g * 7 % 400 AS shop_id, g * 7919 % 100003 AS day, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 60000) AS g;
CREATE TABLE account (id int CONSTRAINT pk_account_id PRIMARY KEY, note text, x1 int DEFAULT 0, x2 int DEFAULT 0, x3 int DEFAULT 0);
INSERT INTO account SELECT g, repeat('n', 60) FROM generate_series(1, 20000) AS g;
VACUUM ANALYZE sale, account;

SELECT scenario.query('SELECT * FROM account WHERE id = 42', 1000);
SELECT scenario.query('SELECT (SELECT sum(x1 + x2 + x3 + x4 + length(note)) FROM sale WHERE shop_id = s) FROM generate_series(1, 400) AS s', 1);
SELECT scenario.expect('ON sale (shop_id)');
