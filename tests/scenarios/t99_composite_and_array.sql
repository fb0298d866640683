-- T99. A composite value and a whole array compared for equality.
CREATE TYPE pair AS (a int, b int);
CREATE TABLE part AS
SELECT g AS id, ROW(g * 7 % 5000, 1)::pair AS pair, ARRAY[g * 7919 % 5003, 2] AS list, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 50000) AS g;
VACUUM ANALYZE part;

SELECT scenario.query('SELECT * FROM part WHERE pair = ROW(42, 1)::pair', 100);
SELECT scenario.query('SELECT * FROM part WHERE list = ''{42, 2}''', 100);
SELECT scenario.expect('ON part (pair)', 'ON part (list)');
