-- T125. random_page_cost 1.1, as on solid state: the same index.
CREATE TABLE orders AS
SELECT g AS id, g * 7 % 2000 AS customer_id, g * 7919 % 50000 AS created, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 50000) AS g;
VACUUM ANALYZE orders;
ALTER DATABASE scenario_t125_cheap_random_pages SET random_page_cost = 1.1;

SELECT scenario.query('SELECT * FROM orders WHERE customer_id = 42 ORDER BY created DESC LIMIT 10', 100);
SELECT scenario.query('SELECT * FROM orders WHERE created BETWEEN 100 AND 120', 100);
SELECT scenario.expect('ON orders (customer_id, created)', 'ON orders (created)');
