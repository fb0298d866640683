-- Every check of the catalogue on a schema with objects of many kinds: none breaks, whoever asks and however.
SET client_min_messages = error;
CREATE EXTENSION IF NOT EXISTS dbarch;
DROP SCHEMA IF EXISTS "Many Kinds" CASCADE;
CREATE SCHEMA "Many Kinds";
SET search_path = "Many Kinds";
CREATE DOMAIN positive AS int CHECK (VALUE > 0);
CREATE TYPE mood AS ENUM ('good', 'bad');
CREATE TYPE pair AS (a int, b text);
CREATE TABLE "Customers" (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, "Full Name" text, gone int, mood mood DEFAULT 'good',
    pair pair, tags text[], n positive, twice int GENERATED ALWAYS AS (n * 2) STORED, during tstzrange,
    EXCLUDE USING gist (during WITH &&));
ALTER TABLE "Customers" DROP COLUMN gone;
CREATE INDEX ON "Customers" (lower("Full Name")) WHERE mood = 'good';
CREATE INDEX ON "Customers" USING gin (tags);
CREATE TABLE orders (id serial, at timestamptz, customer bigint REFERENCES "Customers", note varchar(40), PRIMARY KEY (id, at))
    PARTITION BY RANGE (at);
CREATE TABLE orders_2026 PARTITION OF orders FOR VALUES FROM ('2026-01-01') TO ('2027-01-01') PARTITION BY HASH (id);
CREATE TABLE orders_2026_x PARTITION OF orders_2026 FOR VALUES WITH (MODULUS 1, REMAINDER 0);
CREATE TABLE orders_rest PARTITION OF orders DEFAULT;
CREATE TABLE by_hash (id int) PARTITION BY HASH (id);
CREATE TABLE parent (id int);
ALTER TABLE parent ADD CHECK (id > 0) NOT VALID;
CREATE TABLE heir (more text) INHERITS (parent);
CREATE UNLOGGED TABLE unlogged (id int);
CREATE TEMP TABLE temporary (id int);
CREATE TABLE typed OF pair;
CREATE TABLE empty ();
CREATE VIEW shown AS SELECT * FROM "Customers";
CREATE MATERIALIZED VIEW kept AS SELECT * FROM shown WITH NO DATA;
CREATE FUNCTION changed() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER changed BEFORE UPDATE ON "Customers" FOR EACH ROW EXECUTE FUNCTION changed();
CREATE RULE nothing AS ON DELETE TO parent DO INSTEAD NOTHING;
CREATE STATISTICS together ON n, mood FROM "Customers";
CREATE FOREIGN DATA WRAPPER nowhere;
CREATE SERVER nowhere FOREIGN DATA WRAPPER nowhere;
CREATE FOREIGN TABLE abroad (id int) SERVER nowhere;
INSERT INTO "Customers" ("Full Name", n, tags) SELECT 'name ' || i, i, ARRAY['a', 'b'] FROM generate_series(1, 300) AS i;
INSERT INTO orders (at, customer, note) SELECT '2026-05-01', i, 'x' FROM generate_series(1, 300) AS i;
ANALYZE;
RESET search_path;

SELECT count(*) >= 190 AS enough FROM dbarch.checks;
SELECT array_agg(check_id) AS every FROM dbarch.checks \gset
SELECT check_id, object_name, message FROM dbarch.check_all(checks => :'every') WHERE status = 'error';
SELECT check_id, object_name, message FROM dbarch.check_all(checks => :'every', schemas => '{Many Kinds}') WHERE status = 'error';

-- Checks of one run share what they read. Each by itself finds the same.
CREATE TEMP TABLE together AS
SELECT f.check_id, f.status, f.fingerprint FROM dbarch.check_all(checks => :'every', schemas => '{Many Kinds}') AS f;
CREATE TEMP TABLE alone AS
SELECT f.check_id, f.status, f.fingerprint
FROM dbarch.checks AS c
CROSS JOIN LATERAL dbarch.check_all(checks => ARRAY[c.check_id], schemas => '{Many Kinds}') AS f;
(TABLE together EXCEPT TABLE alone) UNION ALL (TABLE alone EXCEPT TABLE together);
SELECT count(*) > 20 AS something_is_found FROM together WHERE status = 'ok';

-- Two findings of one run are never one and the same.
SELECT f.check_id, f.object_name, count(*)
FROM dbarch.check_all(checks => :'every', schemas => '{Many Kinds}') AS f
GROUP BY f.check_id, f.object_name, f.fingerprint HAVING count(*) > 1;

-- Who may see nothing is told so, and nothing is broken for him.
CREATE ROLE dbarch_regress_nobody;
SET ROLE dbarch_regress_nobody;
SELECT check_id, object_name, message FROM dbarch.check_all(checks => :'every') WHERE status = 'error';
RESET ROLE;
DROP ROLE dbarch_regress_nobody;
BEGIN READ ONLY;
SELECT check_id, object_name, message FROM dbarch.check_all(checks => :'every') WHERE status = 'error';
COMMIT;
DROP SCHEMA "Many Kinds" CASCADE;
DROP FOREIGN DATA WRAPPER nowhere CASCADE;
DROP EXTENSION dbarch CASCADE;
