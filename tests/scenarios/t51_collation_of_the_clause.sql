-- T51. The clause has another collation than the column: the index needs that of the clause.
-- needs: icu
CREATE TABLE account AS
SELECT g AS id, ('user' || g) COLLATE "en-x-icu" AS email, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 40000) AS g;
CREATE INDEX idx_account_email ON account (email);
VACUUM ANALYZE account;

SELECT scenario.query('SELECT * FROM account WHERE email > ''user3999'' COLLATE "C" AND email < ''user39999'' COLLATE "C"', 100);
SELECT scenario.expect('ON account (email COLLATE "C")');
