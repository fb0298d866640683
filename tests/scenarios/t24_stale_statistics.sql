-- T24. A table that grew a hundredfold since ANALYZE: its statistics are told to be stale.
CREATE TABLE grown AS SELECT g AS id, g * 7 % 20 AS customer_id, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 400) AS g;
VACUUM ANALYZE grown;
INSERT INTO grown SELECT g, g * 7 % 2000, repeat('n', 60) FROM generate_series(401, 40000) AS g;

SELECT scenario.query('SELECT * FROM grown WHERE customer_id = 42', 100);
SELECT scenario.expect_row('analyze', '^ANALYZE public\.grown');
SELECT scenario.tolerate('prediction', 1000);
SELECT scenario.tolerate('dearer', 1000);
