-- B-tree: an index and the queries to plan with it.

-- Equality, ranges, IN, order, and what else one column of integers is used for.
CALL bench.candidate('btree', 'CREATE INDEX ON orders (customer)',
    'SELECT * FROM orders WHERE customer = 4711',
    'SELECT * FROM orders WHERE customer = 3',
    'SELECT * FROM orders WHERE customer IN (17, 4711, 90000, 150001)',
    'SELECT * FROM orders WHERE customer BETWEEN 150000 AND 151000',
    'SELECT count(*) FROM orders WHERE customer < 40',
    'SELECT customer, count(*) FROM orders GROUP BY customer',
    'SELECT customer, sum(amount) FROM orders GROUP BY customer ORDER BY customer LIMIT 20',
    'SELECT DISTINCT customer FROM orders',
    'SELECT max(customer) FROM orders',
    'SELECT * FROM orders WHERE customer = 4711 ORDER BY placed DESC LIMIT 5',
    'SELECT c.name, o.amount FROM customer c JOIN orders o ON o.customer = c.id WHERE c.id = 777',
    'SELECT c.name, sum(o.amount) FROM customer c JOIN orders o ON o.customer = c.id WHERE c.city = 950 GROUP BY c.name',
    'SELECT c.id FROM customer c WHERE EXISTS (SELECT FROM orders o WHERE o.customer = c.id AND o.status = ''failed'')',
    'SELECT c.id FROM customer c WHERE c.city = 951 AND NOT EXISTS (SELECT FROM orders o WHERE o.customer = c.id)',
    'SELECT c.id FROM customer c WHERE c.id < 500 AND c.id IN (SELECT customer FROM orders WHERE quantity > 10)',
    'SELECT c.id, (SELECT count(*) FROM orders o WHERE o.customer = c.id) FROM customer c WHERE c.id < 300',
    'SELECT c.id, l.* FROM customer c, LATERAL (SELECT o.id FROM orders o WHERE o.customer = c.id ORDER BY o.id LIMIT 3) l WHERE c.id < 200',
    'SELECT c.name, p.title FROM customer c JOIN orders o ON o.customer = c.id JOIN product p ON p.id = o.product WHERE c.city = 952',
    'SELECT n.name, p.title, o.amount FROM country n JOIN customer c ON c.country = n.id JOIN orders o ON o.customer = c.id JOIN product p ON p.id = o.product WHERE c.id BETWEEN 1000 AND 1050',
    'UPDATE orders SET amount = 0 WHERE customer = 4711',
    'DELETE FROM orders WHERE customer = 150002',
    'UPDATE orders SET status = ''open'' FROM customer c WHERE orders.customer = c.id AND c.city = 953');
CALL bench.candidate('btree', 'CREATE INDEX ON orders (product)',
    'SELECT * FROM orders WHERE product = 19000',
    'SELECT p.title, o.amount FROM product p JOIN orders o ON o.product = p.id WHERE p.code = ''P-00000042''',
    'SELECT p.category, count(*) FROM product p JOIN orders o ON o.product = p.id WHERE p.category = 44 GROUP BY p.category',
    'SELECT p.id FROM product p WHERE NOT EXISTS (SELECT FROM orders o WHERE o.product = p.id)',
    'SELECT * FROM orders WHERE product = ANY (ARRAY[1, 100, 10000]) AND quantity = 19',
    'SELECT * FROM orders WHERE product = 11000 OR product = 12000');

-- Time, which follows the order of the table.
CALL bench.candidate('btree', 'CREATE INDEX ON orders (placed)',
    'SELECT * FROM orders WHERE placed >= ''2023-06-01'' AND placed < ''2023-06-02''',
    'SELECT * FROM orders WHERE placed > ''2024-04-10''',
    'SELECT * FROM orders ORDER BY placed DESC LIMIT 10',
    'SELECT * FROM orders ORDER BY placed OFFSET 1000 LIMIT 10',
    'SELECT count(*) FROM orders WHERE placed < ''2022-03-01''',
    'SELECT min(placed), max(placed) FROM orders',
    'SELECT a.id, b.id FROM orders a JOIN event b ON a.placed = b.at WHERE b.batch = 3');
CALL bench.candidate('btree', 'CREATE INDEX ON orders (placed DESC NULLS LAST)',
    'SELECT id, placed FROM orders ORDER BY placed DESC NULLS LAST LIMIT 50');
CALL bench.candidate('btree', 'CREATE INDEX ON orders (shipped NULLS FIRST)',
    'SELECT * FROM orders ORDER BY shipped NULLS FIRST LIMIT 100',
    'SELECT * FROM orders WHERE shipped BETWEEN ''2023-01-01'' AND ''2023-01-03''',
    'SELECT count(*) FROM orders WHERE shipped IS NULL');

-- Several columns, independent and correlated; descending, included.
CALL bench.candidate('btree', 'CREATE INDEX ON orders (customer, placed DESC)',
    'SELECT * FROM orders WHERE customer = 12 ORDER BY placed DESC LIMIT 10',
    'SELECT * FROM orders WHERE customer = 12 AND placed >= ''2024-01-01''',
    'SELECT DISTINCT ON (customer) customer, placed FROM orders ORDER BY customer, placed DESC',
    'SELECT customer, max(placed) FROM orders WHERE customer < 100 GROUP BY customer');
CALL bench.candidate('btree', 'CREATE INDEX ON orders (customer, country)',
    'SELECT * FROM orders WHERE customer = 4711 AND country = 31',
    'SELECT count(*) FROM orders WHERE customer BETWEEN 10 AND 20 AND country = 12',
    'SELECT customer, country, count(*) FROM orders GROUP BY customer, country');
CALL bench.candidate('btree', 'CREATE INDEX ON orders (status, country, placed)',
    'SELECT * FROM orders WHERE status = ''failed'' AND country = 7 ORDER BY placed DESC LIMIT 20',
    'SELECT * FROM orders WHERE status = ''open'' AND country = 7 AND placed >= ''2024-03-01''',
    'SELECT status, country, count(*) FROM orders GROUP BY status, country');
CALL bench.candidate('btree', 'CREATE INDEX ON orders (customer) INCLUDE (amount, status)',
    'SELECT sum(amount) FROM orders WHERE customer = 5',
    'SELECT customer, sum(amount) FROM orders GROUP BY customer',
    'SELECT c.name, o.amount FROM customer c JOIN orders o ON o.customer = c.id WHERE c.city = 400 AND o.status = ''failed''');
CALL bench.candidate('btree', 'CREATE INDEX ON customer (country, city)',
    'SELECT * FROM customer WHERE country = 19 AND city = 951',
    'SELECT * FROM customer WHERE country = 150 ORDER BY city',
    'SELECT country, city, count(*) FROM customer GROUP BY country, city',
    'SELECT DISTINCT country, city FROM customer',
    'SELECT n.name, count(*) FROM country n JOIN customer c ON c.country = n.id WHERE n.continent = ''SA'' GROUP BY n.name');

-- Few values, many NULLs.
CALL bench.candidate('btree', 'CREATE INDEX ON orders (status)',
    'SELECT * FROM orders WHERE status = ''failed''',
    'SELECT status, count(*) FROM orders GROUP BY status',
    'SELECT count(*) FROM orders WHERE status <> ''delivered''');
CALL bench.candidate('btree', 'CREATE INDEX ON orders (quantity)',
    'SELECT * FROM orders WHERE quantity >= 19',
    'SELECT DISTINCT quantity FROM orders ORDER BY quantity');
CALL bench.candidate('btree', 'CREATE INDEX ON customer (active)',
    'SELECT count(*) FROM customer WHERE NOT active');
CALL bench.candidate('btree', 'CREATE INDEX ON customer (parent)',
    'SELECT * FROM customer WHERE parent = 1234',
    'SELECT * FROM customer WHERE parent IS NOT NULL',
    'SELECT count(*) FROM customer WHERE parent IS NULL',
    'SELECT p.email, c.email FROM customer p JOIN customer c ON c.parent = p.id WHERE p.id < 1000');
CALL bench.candidate('btree', 'CREATE INDEX ON orders (coupon)',
    'SELECT * FROM orders WHERE coupon IS NOT NULL',
    'SELECT coupon, count(*) FROM orders WHERE coupon IS NOT NULL GROUP BY coupon',
    'SELECT * FROM orders WHERE coupon = bench.word(77)');
CALL bench.candidate('btree', 'CREATE INDEX ON orders (refund)',
    'SELECT * FROM orders WHERE refund = 17',
    'SELECT * FROM orders WHERE refund > 4900');

-- Partial.
CALL bench.candidate('btree', 'CREATE INDEX ON orders (placed) WHERE status = ''failed''',
    'SELECT * FROM orders WHERE status = ''failed'' AND placed > ''2023-09-01''',
    'SELECT * FROM orders WHERE status = ''failed'' ORDER BY placed DESC LIMIT 10',
    'SELECT count(*) FROM orders WHERE status = ''failed''');
CALL bench.candidate('btree', 'CREATE INDEX ON orders (customer) WHERE shipped IS NULL',
    'SELECT * FROM orders WHERE customer = 2 AND shipped IS NULL',
    'SELECT customer, count(*) FROM orders WHERE shipped IS NULL GROUP BY customer');
CALL bench.candidate('btree', 'CREATE INDEX ON orders (product) WHERE refund > 0 AND quantity > 2',
    'SELECT * FROM orders WHERE product = 40 AND refund > 0 AND quantity > 2',
    'SELECT product, sum(refund) FROM orders WHERE refund > 0 AND quantity > 2 GROUP BY product');

-- Text: patterns, collations, wide values.
CALL bench.candidate('btree', 'CREATE INDEX ON customer (email)',
    'SELECT * FROM customer WHERE email = ''Nobody.1@nowhere.example''',
    'SELECT * FROM customer WHERE email LIKE ''Ba%''',
    'SELECT email FROM customer ORDER BY email LIMIT 25',
    'SELECT a.id FROM customer a JOIN customer b USING (email) WHERE b.city = 954');
CALL bench.candidate('btree', 'CREATE INDEX ON customer (name text_pattern_ops)',
    'SELECT * FROM customer WHERE name LIKE ''Bach%''',
    'SELECT * FROM customer WHERE name = ''Bachidi'' COLLATE "en-x-icu"',
    'SELECT count(*) FROM customer WHERE name ~ ''^Bach''');
CALL bench.candidate('btree', 'CREATE INDEX ON customer (name)',
    'SELECT * FROM customer ORDER BY name LIMIT 30',
    'SELECT * FROM customer WHERE name BETWEEN ''C'' AND ''Ce''',
    'SELECT name, count(*) FROM customer GROUP BY name ORDER BY name LIMIT 10');
CALL bench.candidate('btree', 'CREATE INDEX ON customer (email COLLATE "en-x-icu" DESC)',
    'SELECT * FROM customer ORDER BY email COLLATE "en-x-icu" DESC LIMIT 15');
CALL bench.candidate('btree', 'CREATE INDEX ON orders (details)',
    'SELECT * FROM orders WHERE details LIKE ''order abc%''',
    'SELECT details FROM orders ORDER BY details LIMIT 10');
CALL bench.candidate('btree', 'CREATE INDEX ON product (title, price)',
    'SELECT * FROM product WHERE title > ''x''',
    'SELECT title, price FROM product ORDER BY title, price LIMIT 100',
    'SELECT p.id FROM product p JOIN orders o ON o.product = p.id WHERE p.title LIKE ''zu%'' AND o.quantity = 20');

-- Other types.
CALL bench.candidate('btree', 'CREATE INDEX ON orders (reference)',
    'SELECT * FROM orders WHERE reference = ''6c8349cc-7260-ae62-e3b1-396831a8398f''',
    'SELECT reference FROM orders WHERE reference < ''00400000-0000-0000-0000-000000000000''');
CALL bench.candidate('btree', 'CREATE INDEX ON event (session)',
    'SELECT * FROM event WHERE session = md5(''100'')::uuid',
    'SELECT session, count(*) FROM event GROUP BY session');
CALL bench.candidate('btree', 'CREATE INDEX ON orders (amount)',
    'SELECT * FROM orders WHERE amount > 1990',
    'SELECT * FROM orders WHERE amount = 1',
    'SELECT * FROM orders ORDER BY amount DESC LIMIT 10');
CALL bench.candidate('btree', 'CREATE INDEX ON customer (joined, score)',
    'SELECT * FROM customer WHERE joined >= ''2020-05-01'' AND joined < ''2020-05-08'' AND score > 900',
    'SELECT joined, score FROM customer ORDER BY joined, score');
CALL bench.candidate('btree', 'CREATE INDEX ON event (device, at)',
    'SELECT * FROM event WHERE device = 3999 AND at >= ''2024-02-01''',
    'SELECT * FROM event WHERE device = 12 ORDER BY at DESC LIMIT 1',
    'SELECT device, max(at) FROM event GROUP BY device',
    'SELECT * FROM event WHERE (device, at) > (3990, ''2024-01-10'') ORDER BY device, at LIMIT 50');
CALL bench.candidate('btree', 'CREATE INDEX ON event (reading) WITH (fillfactor = 60)',
    'SELECT * FROM event WHERE reading > 99.9',
    'SELECT avg(reading) FROM event WHERE reading < 2');
CALL bench.candidate('btree', 'CREATE INDEX ON event (val)',
    'SELECT * FROM event WHERE val BETWEEN 1000 AND 1500',
    'SELECT * FROM event ORDER BY val LIMIT 100',
    'SELECT a.id FROM event a JOIN event b ON a.val = b.val + 1 WHERE b.batch = 7');

-- Unique: the planner knows more of the columns then.
CALL bench.candidate('btree', 'CREATE UNIQUE INDEX ON event (id)',
    'SELECT * FROM event WHERE id = 4711',
    'SELECT e.id FROM event e JOIN orders o ON o.id = e.id WHERE o.customer < 5',
    'SELECT count(*) FROM event a LEFT JOIN event b ON a.id = b.id');
CALL bench.candidate('btree', 'CREATE UNIQUE INDEX ON customer (phone, id)',
    'SELECT * FROM customer WHERE phone = ''+123456789012''',
    'SELECT DISTINCT phone, id FROM customer');

-- Partitions, children, materialized views.
CALL bench.candidate('btree', 'CREATE INDEX ON measurement (sensor)',
    'SELECT * FROM measurement WHERE sensor = 2000',
    'SELECT * FROM measurement WHERE sensor = 2000 AND day >= ''2024-08-01''',
    'SELECT sensor, avg(value) FROM measurement WHERE sensor > 2990 GROUP BY sensor');
CALL bench.candidate('btree', 'CREATE INDEX ON measurement (sensor, day) INCLUDE (value)',
    'SELECT day, value FROM measurement WHERE sensor = 17 ORDER BY day DESC LIMIT 10',
    'SELECT sensor, day, value FROM measurement ORDER BY sensor, day LIMIT 40');
CALL bench.candidate('btree', 'CREATE INDEX ON measurement (day)',
    'SELECT * FROM measurement ORDER BY day DESC LIMIT 20',
    'SELECT count(*) FROM measurement WHERE day = ''2024-05-05''');
CALL bench.candidate('btree', 'CREATE INDEX ON measurement_q3 (note)',
    'SELECT * FROM measurement WHERE note = bench.word(9) AND day > ''2024-07-15''');
CALL bench.candidate('btree', 'CREATE INDEX ON log_2023 (actor)',
    'SELECT * FROM log WHERE actor = 8000',
    'SELECT * FROM log_2023 WHERE actor = 8000 ORDER BY at DESC LIMIT 5');
CALL bench.candidate('btree', 'CREATE INDEX ON customer_sales (country, total DESC)',
    'SELECT * FROM customer_sales WHERE country = 12 ORDER BY total DESC LIMIT 10',
    'SELECT * FROM customer_sales WHERE country = 12 AND total > 5000');
