-- T131. And where the expression has one value for nearly all rows, it is worth nothing.
CREATE TABLE account AS
SELECT g AS id, CASE WHEN g % 100 < 97 THEN 'None' ELSE 'User' || g END AS name, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 40000) AS g;
VACUUM ANALYZE account;

SELECT scenario.query('SELECT * FROM account WHERE lower(name) = ''none''', 100);
SELECT scenario.expect_nothing();
