-- T17. A boolean that is half true, half false: no index helps to read half of a table.
CREATE TABLE account AS
SELECT g AS id, g % 2 = 0 AS active, repeat('n', 80) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 40000) AS g;
VACUUM ANALYZE account;

SELECT scenario.query('SELECT * FROM account WHERE active', 100);
SELECT scenario.query('SELECT * FROM account WHERE NOT active', 100);
SELECT scenario.expect_nothing();
