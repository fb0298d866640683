-- Tables of every kind and column type that an index may meet, in the schema that search_path names first.
--
-- Loaded twice, like the sample shop: one copy gets rows and statistics and is what dbarch looks at, the other stays
-- empty and is where the real CREATE INDEX says what is right.
\set ON_ERROR_STOP on
SET client_min_messages = warning;

CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
CREATE TYPE pair AS (a integer, b text);
CREATE DOMAIN short_text AS text CHECK (length(value) < 1000);

CREATE TABLE numbers (
    id bigint PRIMARY KEY, a integer, b smallint, c bigint, n numeric(12, 3), d double precision, r real, o oid,
    m money, f boolean, u uuid, e mood);
CREATE INDEX numbers_a_b ON numbers (a, b);
CREATE INDEX numbers_c_hash ON numbers USING hash (c);
CREATE INDEX numbers_n_brin ON numbers USING brin (n) WITH (pages_per_range = 8);

CREATE TABLE texts (
    id bigint PRIMARY KEY, t text, v varchar(40), c char(8), ch "char", nm name, y bytea, s short_text,
    de text COLLATE "C", x bit varying, UNIQUE (v, c));
CREATE INDEX texts_lower ON texts (lower(t));
CREATE INDEX texts_pattern ON texts (t text_pattern_ops) WHERE v IS NOT NULL;

CREATE TABLE times (
    id bigint PRIMARY KEY, d date, t timestamp, z timestamptz, i interval, h time, hz timetz);
CREATE INDEX times_z ON times (z DESC NULLS LAST) INCLUDE (d);
CREATE INDEX times_d_brin ON times USING brin (d, t);

CREATE TABLE documents (
    id bigint PRIMARY KEY, tags text[], counts integer[], body jsonb, raw json, words tsvector, q tsquery, xm xml,
    title text, p pair);
CREATE INDEX documents_tags ON documents USING gin (tags);
CREATE INDEX documents_body ON documents USING gin (body jsonb_path_ops) WITH (fastupdate = off);
CREATE INDEX documents_words ON documents USING gist (words);

CREATE TABLE shapes (
    id bigint PRIMARY KEY, p point, b box, c circle, g polygon, l lseg, ir int4range, nr numrange, tr tstzrange,
    mr int4multirange, ip inet, cd cidr, mac macaddr);
CREATE INDEX shapes_p ON shapes USING gist (p);
CREATE INDEX shapes_p_quad ON shapes USING spgist (p);
CREATE INDEX shapes_ir ON shapes USING spgist (ir);
CREATE INDEX shapes_ip ON shapes USING gist (ip inet_ops);

-- What generated columns, dropped columns and names that need quotes do to attribute numbers and texts.
CREATE TABLE "Mixed ""Case"" Ünïcode" (
    gone1 integer, "Id" bigint PRIMARY KEY, "select" text, gone2 text, "with space" integer,
    "Sum" integer GENERATED ALWAYS AS ("with space" * 2) STORED, gone3 jsonb, "é""'" timestamptz,
    a_name_that_is_as_long_as_names_can_be_in_postgresql_which_is_63 text);
ALTER TABLE "Mixed ""Case"" Ünïcode" DROP COLUMN gone1, DROP COLUMN gone2, DROP COLUMN gone3;
CREATE INDEX "Mixed Index" ON "Mixed ""Case"" Ünïcode" ("with space" DESC, "select");

-- Partitions whose columns have other numbers than the parent's, two levels, one partition without rows.
CREATE TABLE parts (id bigint, gone integer, region text, at timestamptz, amount numeric, tags text[], pt point,
    PRIMARY KEY (region, id)) PARTITION BY LIST (region);
ALTER TABLE parts DROP COLUMN gone;
CREATE TABLE parts_eu (amount numeric, tags text[], was text, region text NOT NULL, at timestamptz, pt point,
    id bigint NOT NULL);
ALTER TABLE parts_eu DROP COLUMN was;
ALTER TABLE parts ATTACH PARTITION parts_eu FOR VALUES IN ('eu');
CREATE TABLE parts_us PARTITION OF parts FOR VALUES IN ('us') PARTITION BY RANGE (id);
CREATE TABLE parts_us_low PARTITION OF parts_us FOR VALUES FROM (0) TO (500);
CREATE TABLE parts_us_high PARTITION OF parts_us FOR VALUES FROM (500) TO (maxvalue);
CREATE TABLE parts_rest PARTITION OF parts DEFAULT;
CREATE INDEX parts_at ON parts (at);
CREATE TABLE buckets (k integer, v text) PARTITION BY HASH (k);
CREATE TABLE buckets_0 PARTITION OF buckets FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE buckets_1 PARTITION OF buckets FOR VALUES WITH (MODULUS 2, REMAINDER 1);
CREATE TABLE no_partitions (k integer, v text) PARTITION BY RANGE (k);

-- Inheritance, where the parent has rows of its own.
CREATE TABLE animals (id bigint, kind text, weight double precision, born date);
CREATE TABLE dogs (barks integer) INHERITS (animals);
CREATE TABLE cats (lives integer, CHECK (kind = 'cat')) INHERITS (animals);
CREATE INDEX animals_kind ON animals (kind);

CREATE UNLOGGED TABLE unlogged_things (id bigint PRIMARY KEY, t text);
CREATE TABLE never_filled (id bigint, t text, tags text[]);
CREATE TABLE never_analysed (id integer, t text, k integer);
CREATE TABLE one_row (id integer, t text);
CREATE TABLE no_columns ();

CREATE FUNCTION pure(integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT $1 % 10';
CREATE FUNCTION pure_plpgsql(text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS 'BEGIN RETURN upper($1); END';
CREATE FUNCTION impure(integer) RETURNS integer LANGUAGE sql VOLATILE AS 'SELECT $1';
CREATE FUNCTION raising(integer) RETURNS integer LANGUAGE plpgsql IMMUTABLE AS
    $$ BEGIN RAISE EXCEPTION 'raised on purpose'; END $$;

CREATE MATERIALIZED VIEW number_sums AS
    SELECT a, count(*) AS many, sum(n) AS total, array_agg(b ORDER BY b) AS bs FROM numbers GROUP BY a WITH NO DATA;
CREATE MATERIALIZED VIEW unfilled AS SELECT id, t FROM texts WITH NO DATA;
CREATE VIEW numbers_view AS SELECT id, a, upper(e::text) AS mood FROM numbers WHERE b > 3;
CREATE VIEW barrier WITH (security_barrier) AS SELECT id, t FROM texts WHERE length(t) > 3;
CREATE SEQUENCE counter;

-- Row security with a condition that an index could serve.
CREATE TABLE owned (id bigint PRIMARY KEY, owner name NOT NULL DEFAULT current_user, t text);
ALTER TABLE owned ENABLE ROW LEVEL SECURITY;
ALTER TABLE owned FORCE ROW LEVEL SECURITY;
CREATE POLICY mine ON owned USING (owner = current_user);

CREATE TABLE ruled (id integer, t text);
CREATE RULE twice AS ON INSERT TO ruled DO ALSO INSERT INTO one_row VALUES (new.id, new.t);
