-- T05. The same where (a) is unique or a key: it stays whatever else is suggested, as it carries a constraint.
CREATE TABLE orders (id int CONSTRAINT pk_orders_id PRIMARY KEY, number int CONSTRAINT uq_orders_number UNIQUE,
                     amount int, note text, x1 int DEFAULT 0, x2 int DEFAULT 0, x3 int DEFAULT 0, x4 int DEFAULT 0);
INSERT INTO orders SELECT g, g * 7919 % 50021, g % 1000, repeat('n', 60) FROM generate_series(1, 50000) AS g;
VACUUM ANALYZE orders;

SELECT scenario.query('SELECT number, amount FROM orders WHERE number BETWEEN 100 AND 4000', 100);
SELECT scenario.query('SELECT * FROM orders WHERE id = 5');
SELECT scenario.expect_change('{"ON orders (number) INCLUDE (amount)"}', '{}');
SELECT scenario.expect_change('{"ON orders (number, amount)"}', '{}');
SELECT scenario.expect_change('{}', '{}');
SELECT scenario.tolerate('gain', 0);
