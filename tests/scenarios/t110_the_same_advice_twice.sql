-- T110. Asked twice, the same advice; where recommendations have ids, the same id.
CREATE TABLE orders AS
SELECT g AS id, g * 7 % 2000 AS customer_id, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 40000) AS g;
VACUUM ANALYZE orders;

SELECT scenario.query('SELECT * FROM orders WHERE customer_id = 42', 100);
SELECT scenario.expect('ON orders (customer_id)');
SELECT scenario.expect_true('the same again', $$SELECT (a.ddl, a.recommendation_id) IS NOT DISTINCT FROM (b.ddl, b.recommendation_id)
    FROM scenario.advice AS a, dbarch.suggest_indexes(ARRAY['SELECT * FROM orders WHERE customer_id = 42'], '{100}') AS b$$);
