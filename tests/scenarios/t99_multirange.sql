-- T99. A multirange compared for equality has a b-tree class by its kind, not by its name.
CREATE TABLE shift AS
SELECT g AS id, int4multirange(int4range(g * 7919 % 5003, g * 7919 % 5003 + 5)) AS hours, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 30000) AS g;
VACUUM ANALYZE shift;

SELECT scenario.query('SELECT * FROM shift WHERE hours = ''{[42,47)}''', 100);
SELECT scenario.expect('ON shift (hours)');
