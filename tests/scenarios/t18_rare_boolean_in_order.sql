-- T18. The same with an order: the order is the key, the boolean the predicate.
CREATE TABLE job AS
SELECT g AS id, g % 100 = 0 AS urgent, g * 7919 % 50000 AS priority, repeat('n', 80) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 50000) AS g;
VACUUM ANALYZE job;

SELECT scenario.query('SELECT * FROM job WHERE urgent ORDER BY priority DESC LIMIT 20', 100);
SELECT scenario.expect('ON job (priority) WHERE urgent');
-- With the boolean as a key the planner takes the rows for neighbours. Still a hundredth of the full index.
SELECT scenario.expect('ON job (urgent, priority) WHERE urgent');
