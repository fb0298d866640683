-- T45. The same for varchar(n), whose own pattern class reads better and does the same.
-- needs: icu
CREATE TABLE account (id int, email varchar(80) COLLATE "en-x-icu", note text, x1 int DEFAULT 0, x2 int DEFAULT 0, x3 int DEFAULT 0, x4 int DEFAULT 0);
INSERT INTO account SELECT g, md5(g::text), repeat('n', 60) FROM generate_series(1, 40000) AS g;
VACUUM ANALYZE account;

SELECT scenario.query('SELECT * FROM account WHERE email LIKE ''abc%''', 100);
SELECT scenario.expect('ON account (email varchar_pattern_ops)');
SELECT scenario.expect('ON account (email text_pattern_ops)');
