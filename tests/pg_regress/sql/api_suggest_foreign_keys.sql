-- Deleting a row makes the server look for rows that refer to it, in every table that may have some. No statement of the
-- workload says so.
\set VERBOSITY terse
CREATE EXTENSION dbarch;
CREATE SCHEMA shop;
SET search_path = shop;
CREATE TABLE customers (id int PRIMARY KEY, name text);
CREATE TABLE orders (id int PRIMARY KEY, customer_id int CONSTRAINT of_customer REFERENCES customers ON DELETE CASCADE, note text);
CREATE TABLE lines (order_id int CONSTRAINT of_order REFERENCES orders ON DELETE CASCADE, no int, PRIMARY KEY (no, order_id));
CREATE TABLE visits (customer_id int CONSTRAINT by_customer REFERENCES customers, day date) PARTITION BY RANGE (day);
CREATE TABLE visits_2026 PARTITION OF visits FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
INSERT INTO customers SELECT i, 'c' || i FROM generate_series(1, 20000) AS i;
INSERT INTO orders SELECT i, i % 20000 + 1, repeat('n', 50) FROM generate_series(1, 60000) AS i;
INSERT INTO lines SELECT i % 60000 + 1, i FROM generate_series(1, 120000) AS i;
INSERT INTO visits SELECT i % 20000 + 1, '2026-01-01'::date + i % 300 FROM generate_series(1, 60000) AS i;
ANALYZE customers, orders, lines, visits;

-- The order's own rows go with the customer, and their lines with them.
SELECT ddl, detail -> 'statements' -> 0 ->> 'sql' AS because, detail -> 'statements' -> 0 ->> 'calls' AS calls
FROM dbarch.suggest_indexes(ARRAY['DELETE FROM customers WHERE id = $1'], '{10}') ORDER BY ddl \gx

-- One that is there is used.
CREATE INDEX ON orders (customer_id);
CREATE INDEX ON visits (customer_id);
ANALYZE orders, visits;
SELECT ddl FROM dbarch.suggest_indexes(ARRAY['DELETE FROM customers WHERE id = $1']);
CREATE INDEX ON lines (order_id);
ANALYZE lines;
SELECT ddl FROM dbarch.suggest_indexes(ARRAY['DELETE FROM customers WHERE id = $1']);

-- Tables that the caller may not read are nobody's business.
CREATE ROLE regress_dbarch_clerk;
GRANT USAGE ON SCHEMA shop, dbarch TO regress_dbarch_clerk;
GRANT SELECT, DELETE ON customers TO regress_dbarch_clerk;
DROP INDEX orders_customer_id_idx;
SET ROLE regress_dbarch_clerk;
SELECT ddl FROM dbarch.suggest_indexes(ARRAY['DELETE FROM shop.customers WHERE id = $1']);
RESET ROLE;

SET client_min_messages = warning;
DROP SCHEMA shop CASCADE;
DROP OWNED BY regress_dbarch_clerk;
DROP ROLE regress_dbarch_clerk;
DROP EXTENSION dbarch;
