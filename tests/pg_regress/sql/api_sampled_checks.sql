-- Checks that look at rows: they run only when named, see what the caller may see, and print statements that work.
SET client_min_messages = error;
CREATE EXTENSION IF NOT EXISTS dbarch;
DROP SCHEMA IF EXISTS shop CASCADE;
CREATE SCHEMA shop;
SET search_path = shop;

CREATE TABLE customers (id int PRIMARY KEY, name text);
INSERT INTO customers SELECT i, 'customer ' || i FROM generate_series(1, 60) AS i;
CREATE TABLE orders (
    id int PRIMARY KEY, customer_id int REFERENCES customers, customer_name text, customer_phone text, city text, country text
);
INSERT INTO orders
SELECT i, c, 'customer ' || c, CASE WHEN c % 9 > 0 THEN '+49 ' || c * 7919 % 1000 END, 'city ' || t, (ARRAY['DE', 'FR', 'PL', 'US'])[1 + t * 31 % 37 % 4]
FROM (SELECT i, nullif(1 + i * 37 % 60, 7) AS c, 1 + i * i % 89 AS t FROM generate_series(1, 2000) AS i) AS x;
UPDATE orders SET country = NULL, city = NULL WHERE id % 50 = 0;
CREATE TABLE lines (
    order_id int, product_id int, unit text, tags text, state text, quantity text, price numeric(10, 2), amount numeric(10, 2),
    attributes jsonb, phone1 text, phone2 text, PRIMARY KEY (order_id, product_id)
);
INSERT INTO lines
SELECT o, p, (ARRAY['kg', 'l', 'pc', 'm'])[1 + p * 13 % 17 % 4], array_to_string((ARRAY['a', 'b', 'c', 'd'])[1 + o % 2 : 1 + o % 5], ','),
       (ARRAY['new', 'won''t pay'])[1 + o % 2], o * p, (o * 7919 % 499) / 100.0 + 1, (o * 7919 % 499) / 100.0 + 1 + p,
       jsonb_build_object('it''s', o, 'on', o % 2 = 0, 'unit', 'x' || p), '+49 ' || o, CASE WHEN o % 3 = 0 THEN '+49 ' || p END
FROM generate_series(1, 60) AS o, generate_series(1, 40) AS p WHERE (o + p) % 3 = 0;

-- None of them runs unless it is named.
SELECT count(*) > 10 AS there_are_many FROM dbarch.catalogue() WHERE parameters ? 'sample_rows';
SELECT check_id FROM dbarch.catalogue() WHERE parameters ? 'sample_rows' AND enabled;
SELECT check_id FROM dbarch.check_all(schemas => '{shop}') JOIN dbarch.catalogue() AS c USING (check_id) WHERE parameters ? 'sample_rows';

-- Statements of a finding, the commented ones too.
CREATE FUNCTION statements(id text, name text) RETURNS TABLE (sql text) LANGUAGE sql AS $$
    SELECT replace(detail ->> name, '-- ALTER TABLE', 'ALTER TABLE')
    FROM dbarch.check_all(checks => ARRAY[id], schemas => '{shop}') WHERE status = 'ok' AND detail ->> name IS NOT NULL
    ORDER BY fingerprint
$$;

-- A decomposition loses nothing: joins bring the old rows back.
BEGIN;
CREATE TEMP TABLE old_orders AS SELECT * FROM orders;
CREATE TEMP TABLE old_lines AS SELECT order_id, product_id, unit FROM lines;
SELECT check_id, object_name, detail ->> 'determinant' AS determinant, detail ->> 'dependents' AS dependents
FROM dbarch.check_all(checks => '{third-normal-form,second-normal-form}', schemas => '{shop}');
SELECT sql FROM statements('third-normal-form', 'decomposition');
SELECT sql FROM statements('third-normal-form', 'decomposition') \gexec
SELECT sql FROM statements('second-normal-form', 'decomposition');
SELECT sql FROM statements('second-normal-form', 'decomposition') \gexec
SELECT column_name FROM information_schema.columns WHERE table_schema = 'shop' AND table_name = 'orders' ORDER BY ordinal_position;
CREATE TEMP TABLE new_orders AS
SELECT o.id, o.customer_id, c.name AS customer_name, c.customer_phone, o.city, t.country
FROM orders AS o LEFT JOIN customers AS c ON c.id = o.customer_id LEFT JOIN orders_by_city AS t ON t.city = o.city;
SELECT count(*) FROM (TABLE old_orders EXCEPT ALL TABLE new_orders) AS lost;
SELECT count(*) FROM (TABLE new_orders EXCEPT ALL TABLE old_orders) AS invented;
SELECT count(*) FROM (TABLE old_lines EXCEPT ALL SELECT order_id, product_id, unit FROM lines JOIN lines_by_product_id USING (product_id)) AS lost;
ROLLBACK;

-- The statements of the other findings work too.
BEGIN;
SELECT sql FROM statements('first-normal-form', 'decomposition') \gexec
SELECT count(*) FROM lines AS l
WHERE coalesce(l.tags, '') <> coalesce((SELECT string_agg(t.item, ',' ORDER BY t.position) FROM lines_tags AS t WHERE (t.order_id, t.product_id) = (l.order_id, l.product_id)), '');
SELECT count(*) FROM lines_phone WHERE position = 2;
SELECT sql FROM statements('fixed-json-keys', 'columns_sql') \gexec
SELECT count(*) FROM lines WHERE ("it's", "on", attributes_unit) IS DISTINCT FROM (order_id::numeric, order_id % 2 = 0, 'x' || product_id);
SELECT sql FROM statements('value-list-in-text', 'check_sql') \gexec
SELECT sql FROM statements('values-stored-as-text', 'conversion') \gexec
SELECT count(*) FROM lines WHERE quantity <> order_id * product_id;
ROLLBACK;

-- Who may not see a column gets no verdict on it; tables behind row security are counted, and foreign ones never asked.
CREATE FOREIGN DATA WRAPPER nowhere;
CREATE SERVER nowhere FOREIGN DATA WRAPPER nowhere;
CREATE FOREIGN TABLE far (city text, country text) SERVER nowhere;
CREATE ROLE dbarch_reader;
GRANT USAGE ON SCHEMA shop, dbarch TO dbarch_reader;
GRANT SELECT (id, city, customer_id, customer_phone) ON orders TO dbarch_reader;
GRANT SELECT ON lines TO dbarch_reader;
ALTER TABLE lines ENABLE ROW LEVEL SECURITY;
SET ROLE dbarch_reader;
SELECT status, object_name, message, detail ->> 'dependents' AS dependents, detail ->> 'tables' AS tables
FROM dbarch.check_all(checks => '{third-normal-form}', schemas => '{shop}');
SELECT status, object_name, message FROM dbarch.check_all(checks => '{copied-parent-column}', schemas => '{shop}');
RESET ROLE;

-- A transaction that only reads can do it, and nothing makes it one that writes.
BEGIN READ ONLY;
SELECT count(*) FROM dbarch.check_all(checks => '{copied-parent-column,third-normal-form}', schemas => '{shop}');
SELECT pg_current_xact_id_if_assigned() IS NULL AS writes_nothing;
COMMIT;

-- Neither samples nor questions leave locks behind.
SELECT count(*) FROM pg_locks AS l WHERE pid = pg_backend_pid() AND relation IN ('orders'::regclass, 'lines'::regclass, 'customers'::regclass);

DROP SCHEMA shop CASCADE;
DROP FOREIGN DATA WRAPPER nowhere CASCADE;
REVOKE ALL ON SCHEMA dbarch FROM dbarch_reader;
DROP ROLE dbarch_reader;
SET client_min_messages = error;
DROP EXTENSION dbarch CASCADE;
