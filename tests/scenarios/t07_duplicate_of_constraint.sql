-- T07. Of two indexes that are the same, the one that backs a constraint stays, even if it is newer.
CREATE TABLE account (id int, email text NOT NULL);
INSERT INTO account SELECT g, 'user' || g || '@example.org' FROM generate_series(1, 40000) AS g;
CREATE INDEX idx_account_email ON account (email);
ALTER TABLE account ADD CONSTRAINT uq_account_email UNIQUE (email);
VACUUM ANALYZE account;

SELECT scenario.query('SELECT * FROM account WHERE email = ''user5@example.org''', 100);
SELECT scenario.expect_change('{}', '{idx_account_email}');
