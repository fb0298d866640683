-- The tables of the fidelity benchmark: skewed, correlated, NULL-heavy and wide columns, the same on every machine.
SELECT setseed(0.42);

-- A pronounceable word for a number: trigram and text search indexes need words that share parts. 40 syllables, so
-- numbers up to 64000 give different words.
CREATE FUNCTION bench.word(n integer) RETURNS text IMMUTABLE LANGUAGE sql
RETURN substr('bacedifogulamenirosutavewixoyuzabrechidrofluglakremnipso', 1 + n * 7 % 40, 2)
    || substr('bacedifogulamenirosutavewixoyuzabrechidrofluglakremnipso', 2 + n / 40 * 11 % 40, 2)
    || substr('bacedifogulamenirosutavewixoyuzabrechidrofluglakremnipso', 3 + n / 1600 * 3 % 40, 2 + n % 3);

-- Mostly small numbers below "most".
CREATE FUNCTION bench.skewed(most integer, skew float8) RETURNS integer VOLATILE LANGUAGE sql
RETURN floor(most * random() ^ skew)::integer;

CREATE TABLE country AS
SELECT g AS id, 'country ' || g AS name, (ARRAY['EU', 'NA', 'SA', 'AS', 'AF'])[1 + g % 5] AS continent
FROM generate_series(1, 200) AS g;

CREATE TABLE product AS
SELECT g AS id, 'P-' || lpad(g::text, 8, '0') AS code, bench.word(g) || ' ' || bench.word(g * 3 % 20000) AS title,
       bench.skewed(50, 2) AS category, round((5 + 500 * random() ^ 3)::numeric, 2) AS price,
       CASE WHEN random() < 0.05 THEN date '2020-01-01' + bench.skewed(1500, 1) END AS withdrawn
FROM generate_series(1, 20000) AS g;

-- city depends on country, parent is mostly NULL, name has a natural collation.
CREATE TABLE customer AS
SELECT id, initcap(bench.word(bench.skewed(20000, 1))) || '.' || id || '@' || bench.word(bench.skewed(300, 3))
           || '.example' AS email,
       initcap(bench.word(bench.skewed(8000, 2))) COLLATE "en-x-icu" AS name,
       country, country * 50 + bench.skewed(50, 2) AS city,
       CASE WHEN random() < 0.04 THEN bench.skewed(200000, 1) END AS parent,
       timestamp '2015-01-01' + random() * interval '3600 days' AS joined,
       random() < 0.93 AS active, (1000 * random() ^ 4)::real AS score,
       '+' || (100000000000 + floor(899999999999 * random()))::bigint AS phone
FROM (SELECT g AS id, 1 + bench.skewed(200, 2) AS country FROM generate_series(1, 200000) AS g) AS c;

-- placed follows id, country follows customer, details is wide.
CREATE TABLE orders AS
SELECT id, customer, 1 + bench.skewed(20000, 1.5) AS product, customer % 40 AS country,
       CASE WHEN s < 0.90 THEN 'delivered' WHEN s < 0.97 THEN 'open' WHEN s < 0.995 THEN 'returned'
            ELSE 'failed' END AS status,
       timestamptz '2022-01-01 00:00+00' + id * interval '3 minutes' + random() * interval '2 hours' AS placed,
       CASE WHEN random() < 0.7 THEN timestamptz '2022-01-03 00:00+00' + id * interval '3 minutes'
            + random() * interval '20 days' END AS shipped,
       round((1 + 2000 * random() ^ 4)::numeric, 2) AS amount, 1 + bench.skewed(20, 3) AS quantity,
       md5(random()::text)::uuid AS reference,
       CASE WHEN random() < 0.1 THEN bench.word(bench.skewed(3000, 2)) END AS coupon,
       CASE WHEN random() < 0.98 THEN 0 ELSE bench.skewed(5000, 1) END AS refund,
       'order ' || md5(id::text) || repeat(' lorem', 5 + id % 20) AS details
FROM (SELECT g AS id, 1 + bench.skewed(200000, 1.7) AS customer, random() AS s FROM generate_series(1, 400000) AS g) AS o;

-- Written in order of time by devices that take turns; val has no order at all.
CREATE TABLE event AS
SELECT g::bigint AS id, timestamptz '2024-01-01 00:00+00' + g * interval '11 seconds' AS at,
       (g / 5000)::integer AS batch, bench.skewed(4000, 1.3) AS device, (g * 7919::bigint % 500000)::integer AS val,
       (100 * random())::float8 AS reading, md5((g / 20)::text)::uuid AS session,
       (ARRAY['info', 'notice', 'warning', 'error'])[1 + bench.skewed(4, 4)] AS level,
       repeat('.', 60 + (g % 30)::integer) AS filler
FROM generate_series(1, 500000) AS g;

CREATE TABLE document AS
SELECT id, body, to_tsvector('simple', body) AS words, owner, lang,
       ARRAY(SELECT bench.skewed(2000, 2.5) FROM generate_series(1, 1 + id % 6)) AS tags,
       ARRAY(SELECT bench.word(bench.skewed(3000, 2)) FROM generate_series(1, 1 + id % 4)) AS labels,
       jsonb_build_object('k', bench.word(owner % 4000), 'n', owner % 3000, 'lang', lang,
                          'flags', jsonb_build_array(bench.word(id % 30), bench.word(id % 700)),
                          'nested', jsonb_build_object('level', id % 9)) AS doc,
       bench.word(id % 64000) || ' ' || bench.word(bench.skewed(9000, 1)) AS title
FROM (SELECT g AS id, bench.skewed(30000, 2) AS owner, (ARRAY['en', 'de', 'fr', 'es', 'it'])[1 + bench.skewed(5, 3)] AS lang,
             (SELECT string_agg(bench.word(bench.skewed(12000, 3)), ' ') FROM generate_series(1, 4 + g % 9)) AS body
      FROM generate_series(1, 200000) AS g) AS d;

CREATE TABLE place AS
SELECT id, point(100 * x, 100 * y) AS position, box(point(100 * x, 100 * y), point(100 * x + w, 100 * y + w)) AS area,
       bench.skewed(500, 1) AS room, int4range(low, low + 1 + bench.skewed(200, 3)) AS price,
       tstzrange(start, start + (0.1 + 6 * random() ^ 2) * interval '1 hour') AS during,
       inet '10.0.0.0' + (65536 * bench.skewed(60, 2) + bench.skewed(65536, 1)) AS address,
       'https://' || bench.word(bench.skewed(500, 2)) || '.example/' || bench.word(id % 9000) || '/' || id AS url
FROM (SELECT g AS id, random() AS x, random() ^ 2 AS y, random() ^ 3 AS w, bench.skewed(100000, 1) AS low,
             timestamptz '2024-01-01 00:00+00' + 365 * random() * interval '1 day' AS start
      FROM generate_series(1, 250000) AS g) AS p;

CREATE TABLE measurement (day date NOT NULL, sensor integer NOT NULL, value numeric, note text) PARTITION BY RANGE (day);
CREATE TABLE measurement_q1 PARTITION OF measurement FOR VALUES FROM ('2024-01-01') TO ('2024-04-01');
CREATE TABLE measurement_q2 PARTITION OF measurement FOR VALUES FROM ('2024-04-01') TO ('2024-07-01');
-- Columns in another order, and one that is gone: attribute numbers differ between the parent and this partition.
CREATE TABLE measurement_q3 (note text, gone integer, value numeric, sensor integer NOT NULL, day date NOT NULL);
ALTER TABLE measurement_q3 DROP COLUMN gone;
ALTER TABLE measurement ATTACH PARTITION measurement_q3 FOR VALUES FROM ('2024-07-01') TO ('2024-10-01');
INSERT INTO measurement
SELECT date '2024-01-01' + (g / 1100), bench.skewed(3000, 1.5), round((random() * 900)::numeric, 3),
       CASE WHEN random() < 0.2 THEN bench.word(bench.skewed(500, 1)) END
FROM generate_series(0, 299999) AS g;

CREATE TABLE log (id integer, at timestamptz, actor integer, action text);
CREATE TABLE log_2023 (CHECK (at < '2024-01-01')) INHERITS (log);
INSERT INTO log SELECT g, timestamptz '2024-01-01 00:00+00' + g * interval '1 minute', bench.skewed(9000, 2),
                       bench.word(bench.skewed(40, 2)) FROM generate_series(1, 50000) AS g;
INSERT INTO log_2023 SELECT g, timestamptz '2023-01-01 00:00+00' + g * interval '2 minutes', bench.skewed(9000, 2),
                            bench.word(bench.skewed(40, 2)) FROM generate_series(1, 250000) AS g;

CREATE MATERIALIZED VIEW customer_sales AS
SELECT customer, min(country) AS country, count(*) AS orders, sum(amount) AS total, max(placed) AS latest
FROM orders GROUP BY customer;

-- Some indexes are there before, as in any database; a candidate is one more.
ALTER TABLE country ADD PRIMARY KEY (id);
ALTER TABLE product ADD PRIMARY KEY (id);
ALTER TABLE customer ADD PRIMARY KEY (id);
ALTER TABLE orders ADD PRIMARY KEY (id);
