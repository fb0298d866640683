-- T06. An index that a failed build left invalid: it is rebuilt (or dropped and built anew), and gets no twin.
CREATE TABLE orders AS
SELECT g AS id, g * 7 % 2000 AS customer_id, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 40000) AS g;
CREATE INDEX idx_orders_customer ON orders (customer_id);
UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'idx_orders_customer'::regclass;
VACUUM ANALYZE orders;

SELECT scenario.query('SELECT * FROM orders WHERE customer_id = 42', 100);
SELECT scenario.expect('ON orders (customer_id)');
SELECT scenario.expect_true('one valid index at the end, and the invalid one is dealt with',
    $$SELECT bool_or(action IN ('reindex', 'drop', 'replace')) AND count(*) FILTER (WHERE action = 'create') <= 1 FROM scenario.advice$$);
-- What is repaired is not predicted, but found.
SELECT scenario.tolerate('prediction', 1000);
