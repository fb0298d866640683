-- The schema that the examples of the manual use: a small shop, the same on every load.
--
-- Nothing is random and every table is smaller than the sample that ANALYZE takes, so that statistics, and with them
-- planner costs, are the same each time.
CREATE EXTENSION pg_stat_statements;
CREATE EXTENSION dbarch;

CREATE SCHEMA shop;
SET search_path = shop, public;

CREATE TABLE customers (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email      text        NOT NULL,
    name       text        NOT NULL,
    phone      text,
    country    text        NOT NULL,
    created_at timestamptz NOT NULL
);

CREATE TABLE orders (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    customer_id bigint        NOT NULL REFERENCES customers (id),
    status      text          NOT NULL,
    total       numeric(10,2) NOT NULL,
    created_at  timestamptz   NOT NULL
);

CREATE TABLE order_items (
    order_id bigint  NOT NULL REFERENCES orders (id),
    line     integer NOT NULL,
    product  text    NOT NULL,
    quantity integer NOT NULL,
    PRIMARY KEY (order_id, line)
);

CREATE INDEX idx_orders_created_at ON orders (created_at);

-- What the checks are to find: an index twice, a table without a key, a time without a zone, a function that runs as its
-- owner on the caller's search_path, a sequence that runs out.
CREATE INDEX orders_created ON orders (created_at);
CREATE TABLE visits (customer_id bigint NOT NULL, page text NOT NULL, visited_at timestamp NOT NULL);
CREATE FUNCTION fn_count_customers() RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER
AS 'SELECT count(*) FROM customers';
CREATE SEQUENCE invoice_numbers AS smallint;
SELECT setval('invoice_numbers', 30000) AS last_invoice;

INSERT INTO customers (email, name, phone, country, created_at)
SELECT 'customer' || n || '@example.com',
       'Customer ' || n,
       CASE WHEN n % 3 > 0 THEN '+49 30 ' || 1000000 + n END,
       (ARRAY['DE', 'FR', 'IT', 'ES', 'PL'])[1 + n % 5],
       timestamptz '2024-01-01 00:00+00' + n * interval '3 hours'
FROM generate_series(1, 2000) AS n;

INSERT INTO orders (customer_id, status, total, created_at)
SELECT 1 + n * 7919 % 400,
       CASE WHEN n % 100 = 0 THEN 'open' WHEN n % 20 = 0 THEN 'returned' ELSE 'shipped' END,
       10 + n * 31 % 500,
       timestamptz '2024-06-01 00:00+00' + n * interval '20 minutes'
FROM generate_series(1, 20000) AS n;

INSERT INTO order_items (order_id, line, product, quantity)
SELECT 1 + n / 2, 1 + n % 2, 'product ' || n * 31 % 400, 1 + n % 3
FROM generate_series(0, 29999) AS n;

INSERT INTO visits (customer_id, page, visited_at)
SELECT 1 + n % 2000, '/product/' || n * 31 % 400, timestamp '2025-01-01 00:00' + n * interval '1 minute'
FROM generate_series(1, 3000) AS n;

VACUUM (ANALYZE) customers, orders, order_items, visits;
