-- T11. A unique (a) beside (a, b) stays: it is a rule, not only an access path.
CREATE TABLE line AS
SELECT g AS id, g % 100 AS kind, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 40000) AS g;
CREATE UNIQUE INDEX idx_line_id ON line (id);
CREATE INDEX idx_line_id_kind ON line (id, kind);
VACUUM ANALYZE line;

SELECT scenario.query('SELECT * FROM line WHERE id = 42', 100);
SELECT scenario.query('SELECT id, kind FROM line WHERE id BETWEEN 1000 AND 5000 ORDER BY id, kind', 100);
SELECT scenario.expect_nothing();
