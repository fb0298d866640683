-- Tables, the two queries in 20 variants, the candidates, and what is measured.
SELECT setseed(0.42);

CREATE FUNCTION bench.below(most integer) RETURNS integer VOLATILE LANGUAGE sql
RETURN floor(most * random())::integer;

CREATE TABLE sale AS
SELECT g AS id, bench.below(20000) AS customer, bench.below(5000) AS product, bench.below(1000) AS store,
       bench.below(2000) AS promotion, g / 300 AS day, bench.below(20) AS quantity, bench.below(9000) AS price,
       bench.below(30) AS discount, bench.below(3) AS tax, bench.below(5) AS channel, bench.below(4000) AS clerk
FROM generate_series(1, 200000) AS g;
CREATE TABLE customer AS
SELECT g AS id, bench.below(30) AS region, bench.below(6) AS segment, bench.below(90) AS age, g / 20 AS joined,
       bench.below(1000) AS score, bench.below(400) AS city
FROM generate_series(0, 19999) AS g;
CREATE TABLE product AS
SELECT g AS id, bench.below(40) AS category, bench.below(200) AS brand, bench.below(900) AS price,
       bench.below(500) AS weight, bench.below(12) AS colour, bench.below(300) AS supplier
FROM generate_series(0, 4999) AS g;
CREATE TABLE store AS
SELECT g AS id, bench.below(30) AS region, bench.below(9) AS size, bench.below(9000) AS opened,
       bench.below(800) AS manager, bench.below(4) AS kind, bench.below(400) AS city
FROM generate_series(0, 999) AS g;
CREATE TABLE promotion AS
SELECT g AS id, bench.below(600) AS starts, bench.below(600) AS ends, bench.below(7) AS kind,
       bench.below(5000) AS budget, bench.below(30) AS region, bench.below(5) AS channel
FROM generate_series(0, 1999) AS g;
ALTER TABLE sale ADD PRIMARY KEY (id);
ALTER TABLE customer ADD PRIMARY KEY (id);
ALTER TABLE product ADD PRIMARY KEY (id);
ALTER TABLE store ADD PRIMARY KEY (id);
ALTER TABLE promotion ADD PRIMARY KEY (id);
-- VACUUM cannot share a transaction with the statements around it.
VACUUM ANALYZE;

-- The same statement with other literals, as a workload has it.
CREATE TABLE bench.query AS
SELECT 'table' AS workload, n AS no,
       format('SELECT * FROM sale WHERE customer = %s AND day BETWEEN %s AND %s', 97 * n, 20 * n, 20 * n + 30) AS query
FROM generate_series(1, 20) AS n
UNION ALL
SELECT 'join', n,
       format('SELECT c.segment, p.category, count(*), sum(s.price) FROM sale s JOIN customer c ON c.id = s.customer'
              ' JOIN product p ON p.id = s.product JOIN store t ON t.id = s.store JOIN promotion m ON m.id = s.promotion'
              ' WHERE c.city = %s AND p.brand = %s AND t.region = %s AND s.day > %s AND m.kind = 2 GROUP BY 1, 2',
              n, 2 * n, n, 400 + n)
FROM generate_series(1, 20) AS n;

-- Every index of one to three columns, on "sale" or on each table of the join in turn: the first one is of use, the
-- others come in an order without meaning, so that 50 and 1000 of them have good ones and bad ones alike.
CREATE TABLE bench.candidate AS
WITH columns AS (
    SELECT relname, attname FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
    WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND attnum > 0
), keys AS (
    SELECT relname, ARRAY[attname] AS key FROM columns
    UNION ALL
    SELECT relname, ARRAY[a.attname, b.attname] FROM columns AS a JOIN columns AS b USING (relname)
    WHERE a.attname <> b.attname
    UNION ALL
    SELECT relname, ARRAY[a.attname, b.attname, c.attname]
    FROM columns AS a JOIN columns AS b USING (relname) JOIN columns AS c USING (relname)
    WHERE a.attname <> b.attname AND a.attname <> c.attname AND b.attname <> c.attname
), ranked AS (
    SELECT relname, array_to_string(key, ', ') AS key,
           row_number() OVER (PARTITION BY relname ORDER BY key = '{customer}' DESC, md5(key::text)) AS place
    FROM keys
)
SELECT workload, row_number() OVER (PARTITION BY workload ORDER BY place, relname <> 'sale', relname) AS no,
       format('CREATE INDEX ON %I (%s)', relname, key) AS ddl
FROM ranked JOIN (VALUES ('table'), ('join')) AS w (workload) ON workload = 'join' OR relname = 'sale';
DELETE FROM bench.candidate WHERE no > 1000;

CREATE FUNCTION bench.queries(of_workload text) RETURNS text[] STABLE LANGUAGE sql
RETURN ARRAY(SELECT query FROM bench.query WHERE workload = of_workload ORDER BY no);

CREATE FUNCTION bench.candidates(of_workload text, most integer) RETURNS text[] STABLE LANGUAGE sql
RETURN ARRAY(SELECT ddl FROM bench.candidate WHERE workload = of_workload AND no <= most ORDER BY no);

-- Priced calls, and the seconds they took; "define" is the part of the seconds that made the candidates known.
CREATE TABLE bench.rate (
    workload text, candidates integer, round integer, way text, calls integer, seconds float8, define float8
);
-- Milliseconds of planning with dbarch loaded and without.
CREATE TABLE bench.overhead (workload text, round integer, loaded text, ms float8);

-- For a session of pgbench: its first transaction makes the candidates.
CREATE FUNCTION bench.hypopg_create(of_workload text, most integer) RETURNS bigint LANGUAGE sql
RETURN (SELECT count(*) FROM unnest(bench.candidates(of_workload, most)) AS ddl, LATERAL hypopg_create_index(ddl));
