-- T19. A literal that 0.2 % of the rows have, and nobody asks for the others: partial.
CREATE TABLE orders AS
SELECT g AS id, CASE WHEN g % 500 = 0 THEN 'pending' ELSE 'done' END AS status, g * 7919 % 50000 AS created, repeat('n', 80) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4
FROM generate_series(1, 50000) AS g;
VACUUM ANALYZE orders;

SELECT scenario.query('SELECT * FROM orders WHERE status = ''pending'' ORDER BY created LIMIT 50', 100);
SELECT scenario.expect('ON orders (created) WHERE status = ''pending''');
-- With the status as a key the planner takes the rows for neighbours. Still a small part of the full index.
SELECT scenario.expect('ON orders (status) WHERE status = ''pending''');
SELECT scenario.expect('ON orders (status, created) WHERE status = ''pending''');
