-- T93. A table that belongs to an extension is the extension's: none.
-- needs: pg_trgm
CREATE TABLE member AS SELECT g AS id, g * 7 % 2000 AS customer_id, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 40000) AS g;
ALTER EXTENSION pg_trgm ADD TABLE member;
VACUUM ANALYZE member;

SELECT scenario.query('SELECT * FROM member WHERE customer_id = 42', 100);
SELECT scenario.expect_nothing();
