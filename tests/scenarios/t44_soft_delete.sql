-- T44. "deleted_at IS NULL" that nearly all rows meet, beside an equality: the equality is the key. That the predicate
-- excludes little is no reason for a partial index, and no harm.
CREATE TABLE orders AS
SELECT g AS id, g * 7 % 2000 AS customer_id, CASE WHEN g % 50 = 0 THEN now() END AS deleted_at, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 50000) AS g;
VACUUM ANALYZE orders;

SELECT scenario.query('SELECT * FROM orders WHERE customer_id = 42 AND deleted_at IS NULL', 100);
SELECT scenario.expect('ON orders (customer_id)');
SELECT scenario.expect('ON orders (customer_id) WHERE deleted_at IS NULL');
SELECT scenario.expect('ON orders (customer_id, deleted_at)');
