-- T16. A table of 50 rows gets no index, however often it is asked.
CREATE TABLE country AS SELECT g AS id, 'country ' || g AS name FROM generate_series(1, 50) AS g;
VACUUM ANALYZE country;

SELECT scenario.query('SELECT * FROM country WHERE name = ''country 7''', 1000000);
SELECT scenario.query('SELECT * FROM country WHERE id = 7', 1000000);
SELECT scenario.expect_nothing();
