-- T12. (a) INCLUDE (b) beside (a, b): the one whose order is asked for stays; the other may go.
CREATE TABLE line AS
SELECT g / 40 AS order_id, g * 7919 % 1000 AS amount, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 40000) AS g;
CREATE INDEX idx_line_include ON line (order_id) INCLUDE (amount);
CREATE INDEX idx_line_key ON line (order_id, amount);
VACUUM ANALYZE line;

SELECT scenario.query('SELECT order_id, amount FROM line WHERE order_id = 42 ORDER BY amount LIMIT 1', 100);
SELECT scenario.query('SELECT amount FROM line WHERE order_id BETWEEN 42 AND 50', 100);
SELECT scenario.expect_nothing();
SELECT scenario.expect_change('{}', '{idx_line_include}');
