-- T131. What an index on an expression is worth shows only with statistics of the expression: predicted, not guessed.
CREATE TABLE account AS
SELECT g AS id, CASE WHEN g % 100 < 97 THEN 'NONE' ELSE 'User' || g END AS name, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 40000) AS g;
VACUUM ANALYZE account;

SELECT scenario.query('SELECT * FROM account WHERE lower(name) = ''user99''', 100);
SELECT scenario.expect('ON account (lower(name))');
SELECT scenario.expect('ON account (lower(name)) WHERE lower(name) <> ''none''');
