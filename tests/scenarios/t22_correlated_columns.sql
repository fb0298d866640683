-- T22. A column that follows from another one: one index, and its benefit is not counted twice.
CREATE TABLE address AS
SELECT g AS id, 'city ' || (g * 7919 % 5000) / 10 AS city, 'zip ' || g * 7919 % 5000 AS zip, repeat('n', 80) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4
FROM generate_series(1, 50000) AS g;
VACUUM ANALYZE address;

SELECT scenario.query('SELECT * FROM address WHERE city = ''city 7'' AND zip = ''zip 70''', 100);
SELECT scenario.expect('ON address (zip)');
SELECT scenario.expect('ON address (zip, city)');
SELECT scenario.expect('ON address (city, zip)');
