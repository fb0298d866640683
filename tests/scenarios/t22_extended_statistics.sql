-- T22. Executions return far more rows than two dependent columns let expect: extended statistics are advised.
CREATE TABLE address AS
SELECT g AS id, 'city ' || g * 7919 % 200 AS city, 'region ' || (g * 7919 % 200) / 2 AS region, g % 1000 AS kind, repeat('n', 80) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4
FROM generate_series(1, 50000) AS g;
CREATE INDEX idx_address_city ON address (city);
VACUUM ANALYZE address;

SELECT scenario.argument('queries', 'NULL');
SELECT scenario.query('SELECT sum(x1 + x2 + x3 + length(note)) FROM address WHERE city = ''city 7'' AND region = ''region 3''');
SELECT scenario.expect_row('statistics', 'CREATE STATISTICS .*(city, region|region, city)');
SELECT sum(x1 + x2 + x3 + length(note)) FROM address WHERE city = 'city 7' AND region = 'region 3';
SELECT sum(x1 + x2 + x3 + length(note)) FROM address WHERE city = 'city 9' AND region = 'region 4';
SELECT sum(x1 + x2 + x3 + length(note)) FROM address WHERE city = 'city 11' AND region = 'region 5';
SELECT sum(x1 + x2 + x3 + length(note)) FROM address WHERE city = 'city 13' AND region = 'region 6';
SELECT sum(x1 + x2 + x3 + length(note)) FROM address WHERE city = 'city 15' AND region = 'region 7';
-- A true estimate is a dearer one.
SELECT scenario.tolerate('dearer', 1000);
SELECT scenario.tolerate('gain', 0);
