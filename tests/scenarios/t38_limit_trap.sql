-- T38. The rows that match all lie at the far end of the order: an index on the order alone would look good and read nearly
-- everything.
CREATE TABLE orders AS
SELECT g AS id, CASE WHEN g <= 1000 THEN 'old' ELSE 'new' END AS state, g AS created, repeat('n', 100) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4
FROM generate_series(1, 50000) AS g;
VACUUM ANALYZE orders;

SELECT scenario.query('SELECT * FROM orders WHERE state = ''old'' ORDER BY created DESC LIMIT 10', 100);
SELECT scenario.expect('ON orders (state, created)');
SELECT scenario.expect('ON orders (created) WHERE state = ''old''');
