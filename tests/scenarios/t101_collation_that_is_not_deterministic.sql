-- T101. A collation that takes different strings for equal: equality by its own index, never by a pattern class.
-- needs: icu
CREATE COLLATION anycase (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
CREATE TABLE account AS
SELECT g AS id, ('User' || g) COLLATE anycase AS name, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 40000) AS g;
VACUUM ANALYZE account;

SELECT scenario.query('SELECT * FROM account WHERE name = ''user42''', 100);
SELECT scenario.expect('ON account (name)');
