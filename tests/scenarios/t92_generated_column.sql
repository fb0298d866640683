-- T92. A generated column is a column.
CREATE TABLE account (id int, email text, email_lower text GENERATED ALWAYS AS (lower(email)) STORED, note text, x1 int DEFAULT 0, x2 int DEFAULT 0, x3 int DEFAULT 0);
INSERT INTO account (id, email, note) SELECT g, 'User' || g || '@Example.org', repeat('n', 60) FROM generate_series(1, 40000) AS g;
VACUUM ANALYZE account;

SELECT scenario.query('SELECT * FROM account WHERE email_lower = ''user77@example.org''', 100);
SELECT scenario.expect('ON account (email_lower)');
