-- T130. What was dismissed is not suggested again, nor in the disguise of a name, while the rest is.
CREATE TABLE orders AS
SELECT g AS id, g * 7 % 2000 AS customer_id, g * 7919 % 50000 AS created, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 40000) AS g;
VACUUM ANALYZE orders;
SELECT dbarch.dismiss_recommendation(recommendation_id, 'customers are searched elsewhere')
FROM dbarch.suggest_indexes(ARRAY['SELECT * FROM orders WHERE customer_id = 42']);
CREATE VIEW idx_orders_customer_id AS SELECT 1 AS one;

SELECT scenario.query('SELECT * FROM orders WHERE customer_id = 42', 100);
SELECT scenario.query('SELECT * FROM orders WHERE created = 42', 100);
SELECT scenario.expect('ON orders (created)');
