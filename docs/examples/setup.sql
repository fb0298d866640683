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
CREATE INDEX orders_created ON orders (created_at);

INSERT INTO customers (email, country, created_at)
SELECT 'customer' || n || '@example.com',
       (ARRAY['DE', 'FR', 'IT', 'ES', 'PL'])[1 + n % 5],
       timestamptz '2024-01-01 00:00+00' + n * interval '3 hours'
FROM generate_series(1, 2000) AS n;

INSERT INTO orders (customer_id, status, total, created_at)
SELECT 1 + n * 7919 % 2000,
       CASE WHEN n % 100 = 0 THEN 'open' WHEN n % 20 = 0 THEN 'returned' ELSE 'shipped' END,
       10 + n * 31 % 500,
       timestamptz '2024-06-01 00:00+00' + n * interval '20 minutes'
FROM generate_series(1, 20000) AS n;

INSERT INTO order_items (order_id, line, product, quantity)
SELECT 1 + n / 2, 1 + n % 2, 'product ' || n * 31 % 400, 1 + n % 3
FROM generate_series(0, 29999) AS n;

VACUUM (ANALYZE) customers, orders, order_items;
