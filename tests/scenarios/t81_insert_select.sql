-- T81. INSERT ... SELECT searches as its SELECT does.
CREATE TABLE orders AS SELECT g AS id, g * 7 % 5000 AS customer_id, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 50000) AS g;
CREATE TABLE export (id int, note text);
VACUUM ANALYZE orders, export;

SELECT scenario.query('INSERT INTO export SELECT id + x1 + x2 + x3 + x4, note FROM orders WHERE customer_id = 42', 100);
SELECT scenario.expert('CREATE INDEX ON orders (customer_id)');
SELECT scenario.expect('ON orders (customer_id)');
