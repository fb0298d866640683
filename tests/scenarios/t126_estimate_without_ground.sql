-- T126. The benefit hangs on an estimate that executions have shown to be wrong: not with high confidence.
CREATE TABLE orders AS
SELECT g AS id, g * 7919 % 50000 AS amount, 'x' || g % 10 AS kind, 'y' || g % 10 AS sort, 'z' || g % 10 AS form, g * 6007 % 50000 AS created, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4
FROM generate_series(1, 50000) AS g;
VACUUM ANALYZE orders;

SELECT scenario.argument('queries', 'NULL');
SELECT scenario.query('SELECT sum(amount + x1) FROM orders WHERE kind = ''x1'' AND sort = ''y1'' AND form = ''z1''');
SELECT scenario.expect_true('no high confidence', $$SELECT NOT EXISTS (SELECT FROM scenario.advice WHERE action = 'create' AND confidence = 'high')$$);
SELECT sum(amount + x1) FROM orders WHERE kind = 'x1' AND sort = 'y1' AND form = 'z1';
SELECT sum(amount + x1) FROM orders WHERE kind = 'x2' AND sort = 'y2' AND form = 'z2';
SELECT sum(amount + x1) FROM orders WHERE kind = 'x3' AND sort = 'y3' AND form = 'z3';
