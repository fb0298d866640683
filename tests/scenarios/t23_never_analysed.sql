-- T23. A table that was never analysed: ANALYZE first, no index on a guess.
CREATE TABLE fresh AS SELECT g AS id, g * 7 % 2000 AS customer_id, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 40000) AS g;

SELECT scenario.query('SELECT * FROM fresh WHERE customer_id = 42', 100);
SELECT scenario.expect_nothing();
SELECT scenario.expect_row('analyze', '^ANALYZE public\.fresh');
SELECT scenario.tolerate('prediction', 1000);
SELECT scenario.tolerate('dearer', 1000);
