-- T11. (a) beside a unique (a, b): the short one is redundant; dropping it costs no statement anything.
CREATE TABLE line AS
SELECT g % 10000 AS order_id, g / 10000 AS position, repeat('n', 120) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 40000) AS g;
CREATE INDEX idx_line_order ON line (order_id);
CREATE UNIQUE INDEX idx_line_order_position ON line (order_id, position);
VACUUM ANALYZE line;

SELECT scenario.query('SELECT * FROM line WHERE order_id = 42', 100);
SELECT scenario.query('SELECT * FROM line WHERE order_id = 42 AND position = 2', 100);
SELECT scenario.expect_change('{}', '{idx_line_order}');
