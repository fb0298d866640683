-- T130. What was dismissed and reopened is suggested again, under the same id.
CREATE TABLE orders AS
SELECT g AS id, g * 7 % 2000 AS customer_id, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 40000) AS g;
VACUUM ANALYZE orders;
CREATE TABLE first_time AS SELECT recommendation_id AS id FROM dbarch.suggest_indexes(ARRAY['SELECT * FROM orders WHERE customer_id = 42']);
SELECT dbarch.dismiss_recommendation(id, 'not now') FROM first_time;
SELECT dbarch.reopen_recommendation(id) FROM first_time;

SELECT scenario.query('SELECT * FROM orders WHERE customer_id = 42', 100);
SELECT scenario.expect('ON orders (customer_id)');
SELECT scenario.expect_true('the same id', 'SELECT a.recommendation_id = f.id FROM scenario.advice AS a, first_time AS f');
