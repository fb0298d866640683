-- T77. Statements inside a function are workload as well: captured from within.
CREATE TABLE orders AS SELECT g AS id, g * 7 % 2000 AS customer_id, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 30000) AS g;
CREATE FUNCTION total_of(customer int) RETURNS bigint LANGUAGE plpgsql AS $$
BEGIN RETURN (SELECT sum(x1 + x2 + id + length(note)) FROM orders WHERE customer_id = customer); END $$;
VACUUM ANALYZE orders;

SELECT scenario.argument('queries', 'NULL');
SELECT scenario.query('SELECT sum(x1 + x2 + id + length(note)) FROM orders WHERE customer_id = 42');
SELECT scenario.expect('ON orders (customer_id)');
SELECT total_of(g) FROM generate_series(1, 20) AS g;
