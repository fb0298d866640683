-- T49. lower(email) = ?: an index on the expression.
CREATE TABLE account AS
SELECT g AS id, 'User' || g || '@Example.org' AS email, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 40000) AS g;
VACUUM ANALYZE account;

SELECT scenario.query('SELECT * FROM account WHERE lower(email) = ''user77@example.org''', 100);
SELECT scenario.expect('ON account (lower(email))');
