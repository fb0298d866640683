-- price_indexes(): both methods find the same, for every kind of query and index.
CREATE EXTENSION dbarch;
CREATE SCHEMA pricing;
SET search_path = pricing;
SELECT setseed(0.25);
CREATE TABLE orders AS
SELECT g AS id, (5000 * random() ^ 2)::int AS customer, g % 300 AS product, (ARRAY['open', 'paid', 'sent'])[1 + g % 3] AS status,
       date '2024-01-01' + g / 100 AS placed, (1000 * random())::int AS amount, ARRAY[g % 50, g % 70] AS tags,
       int4range(g, g + 10) AS span, CASE WHEN g % 9 = 0 THEN 'note ' || g END AS note
FROM generate_series(1, 40000) AS g;
CREATE TABLE customers AS SELECT g AS id, g % 40 AS city, 'name ' || g AS name, g % 7 AS class FROM generate_series(0, 5000) AS g;
CREATE TABLE products AS SELECT g AS id, g % 12 AS kind, g % 90 AS price FROM generate_series(0, 299) AS g;
CREATE TABLE parts (id int, place int, at date) PARTITION BY RANGE (id);
CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM (0) TO (10000);
CREATE TABLE parts_2 (at date, place int, id int);
ALTER TABLE parts ATTACH PARTITION parts_2 FOR VALUES FROM (10000) TO (20000);
INSERT INTO parts SELECT g, g % 500, date '2024-01-01' + g / 50 FROM generate_series(0, 19999) AS g;
ALTER TABLE customers ADD PRIMARY KEY (id);
CREATE INDEX ON orders (placed);
VACUUM ANALYZE orders, customers, products, parts;

CREATE TABLE query AS SELECT row_number() OVER () AS no, query FROM unnest(ARRAY[
    'SELECT * FROM orders WHERE customer = 77',
    'SELECT customer, amount FROM orders WHERE customer BETWEEN 70 AND 90 AND status = ''open''',
    'SELECT * FROM orders WHERE customer = 5 OR product = 7',
    'SELECT * FROM orders WHERE customer IN (3, 4, 900) AND amount > 900',
    'SELECT * FROM orders ORDER BY customer, placed DESC LIMIT 10',
    'SELECT * FROM orders WHERE status = ''paid'' ORDER BY amount LIMIT 3',
    'SELECT customer, count(*) FROM orders GROUP BY customer',
    'SELECT DISTINCT product, status FROM orders',
    'SELECT max(amount), min(customer) FROM orders',
    'SELECT count(*) FROM orders WHERE note IS NOT NULL AND product = 3',
    'SELECT id FROM orders WHERE tags @> ''{7}''',
    'SELECT id FROM orders WHERE span && int4range(500, 510)',
    'SELECT id FROM orders WHERE placed = date ''2024-03-01'' AND customer < 100',
    'SELECT * FROM orders WHERE upper(note) = ''NOTE 90''',
    'SELECT c.name, o.amount FROM orders o JOIN customers c ON c.id = o.customer WHERE c.city = 3 AND o.amount < 20',
    'SELECT c.city, sum(o.amount) FROM orders o JOIN customers c ON c.id = o.customer JOIN products p ON p.id = o.product WHERE p.kind = 2 AND o.status = ''sent'' GROUP BY 1',
    'SELECT * FROM customers c WHERE EXISTS (SELECT FROM orders o WHERE o.customer = c.id AND o.amount = 500)',
    'SELECT * FROM customers c WHERE NOT EXISTS (SELECT FROM orders o WHERE o.customer = c.id)',
    'SELECT * FROM products p LEFT JOIN orders o ON o.product = p.id AND o.customer = 9 WHERE p.price = 4',
    'SELECT a.id FROM orders a JOIN orders b ON b.customer = a.product WHERE a.amount = 3 AND b.product = 12',
    'SELECT id FROM orders WHERE customer = 4 UNION ALL SELECT id FROM customers WHERE city = 9',
    'SELECT p.*, (SELECT max(o.amount) FROM orders o WHERE o.product = p.id) FROM products p WHERE p.kind = 1',
    'WITH best AS MATERIALIZED (SELECT * FROM orders WHERE amount > 990) SELECT * FROM best JOIN customers c ON c.id = best.customer',
    'SELECT * FROM parts WHERE place = 17',
    'SELECT * FROM parts p JOIN orders o ON o.id = p.id WHERE p.place = 3 AND o.customer = 8',
    'UPDATE orders SET amount = 0 WHERE customer = 44 AND product = 2',
    'DELETE FROM orders o USING customers c WHERE c.id = o.customer AND c.city = 1 AND o.product = 5',
    'SELECT * FROM orders WHERE customer = $1 AND placed > $2']) AS query;
CREATE TABLE candidate AS SELECT row_number() OVER () AS no, ddl FROM unnest(ARRAY[
    'CREATE INDEX ON orders (customer)', 'CREATE INDEX ON orders (customer, placed DESC)', 'CREATE INDEX ON orders (customer, amount)',
    'CREATE INDEX ON orders (customer) INCLUDE (amount, status)', 'CREATE INDEX ON orders (amount, customer)',
    'CREATE INDEX ON orders (amount DESC NULLS LAST)', 'CREATE INDEX ON orders (status, amount)', 'CREATE INDEX ON orders (product, status)',
    'CREATE INDEX ON orders (product, customer, placed)', 'CREATE INDEX ON orders (product, customer, status)',
    'CREATE INDEX ON orders (product, customer, id)', 'CREATE INDEX ON orders (placed, customer)', 'CREATE INDEX ON orders (id)',
    'CREATE INDEX ON orders (customer) WHERE status = ''open''', 'CREATE INDEX ON orders (product) WHERE note IS NOT NULL',
    'CREATE INDEX ON orders (upper(note))', 'CREATE UNIQUE INDEX ON orders (id, customer)', 'CREATE INDEX ON orders USING hash (customer)',
    'CREATE INDEX ON orders USING hash (product)', 'CREATE INDEX ON orders USING gin (tags)', 'CREATE INDEX ON orders USING gist (span)',
    'CREATE INDEX ON orders USING spgist (span)', 'CREATE INDEX ON orders USING brin (placed)', 'CREATE INDEX ON orders USING brin (id, placed) WITH (pages_per_range = 8)',
    'CREATE INDEX ON orders (customer) WITH (fillfactor = 30)', 'CREATE INDEX ON customers (city)', 'CREATE INDEX ON customers (city, id)',
    'CREATE INDEX ON customers (city) INCLUDE (name)', 'CREATE INDEX ON customers (name)', 'CREATE INDEX ON products (kind)',
    'CREATE INDEX ON products (price, id)', 'CREATE INDEX ON products (id)', 'CREATE INDEX ON products (id) INCLUDE (kind, price)',
    'CREATE INDEX ON parts (place)', 'CREATE INDEX ON parts (id, at)', 'CREATE INDEX ON parts_1 (place)']) AS ddl;
CREATE FUNCTION prices(method text)
RETURNS TABLE (query_no int, index_no int, cost float8, used boolean, error text) LANGUAGE sql AS $$
    SELECT * FROM dbarch.price_indexes(ARRAY(SELECT query FROM query ORDER BY no), ARRAY(SELECT ddl FROM candidate ORDER BY no), method)
$$;
CREATE TABLE priced AS
SELECT query_no, index_no, h.cost AS harvested, r.cost AS replanned, h.used AS used, r.used AS used_replanned, h.error, r.error AS error_replanned
FROM prices('harvest') AS h JOIN prices('replan') AS r USING (query_no, index_no);

SELECT count(*) AS pairs, count(DISTINCT query_no) FILTER (WHERE used) > 20 AS most_queries_gain, count(error) AS errors FROM priced;
SELECT query, ddl, harvested, replanned, used, used_replanned, error, error_replanned
FROM priced JOIN query ON query.no = query_no JOIN candidate ON candidate.no = index_no
WHERE abs(harvested - replanned) > 1e-6 * replanned OR error IS DISTINCT FROM error_replanned
ORDER BY query_no, index_no;
-- An index may be in the plan for the same cost as without.
SELECT count(*) AS cheaper_and_not_used FROM priced WHERE used AND NOT used_replanned;
-- One by one as together, and as whatif_cost() has it.
SELECT count(*) AS differ
FROM query, candidate, LATERAL dbarch.whatif_cost(ARRAY[query], ARRAY[ddl]) AS w, priced AS p
WHERE (p.query_no, p.index_no) = (query.no, candidate.no) AND query.no % 4 = 0 AND abs(w.cost - harvested) > 1e-6 * harvested;

-- What is wrong is told in its rows.
SELECT query_no, index_no, cost IS NOT NULL AS priced, error
FROM dbarch.price_indexes(ARRAY['SELECT 1', 'SELECT nonsense', NULL], ARRAY['CREATE INDEX ON orders (nonsense)', NULL, 'CREATE INDEX ON orders (id)'])
ORDER BY query_no, index_no;
SELECT * FROM dbarch.price_indexes('{SELECT 1}', '{}');
SELECT * FROM dbarch.price_indexes('{}', '{CREATE INDEX ON orders (id)}');
SELECT * FROM dbarch.price_indexes('{SELECT 1}', '{CREATE INDEX ON orders (id)}', 'guess');

SET client_min_messages = warning;
DROP SCHEMA pricing CASCADE;
DROP EXTENSION dbarch;
