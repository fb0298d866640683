-- T57. The nearest points: GiST (or SP-GiST) in the order of distance.
CREATE TABLE place AS
SELECT g AS id, point(g * 7919 % 1009, g * 6007 % 997) AS spot, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 30000) AS g;
VACUUM ANALYZE place;

SELECT scenario.query('SELECT * FROM place ORDER BY spot <-> point(500, 500) LIMIT 10', 100);
SELECT scenario.expect('ON place USING gist (spot)');
SELECT scenario.expect('ON place USING spgist (spot)');
SELECT scenario.expect('ON place USING spgist (spot kd_point_ops)');
