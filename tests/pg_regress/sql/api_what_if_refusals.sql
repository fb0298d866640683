-- What a what-if refuses, and with which SQLSTATE.
SET client_min_messages = warning;
CREATE EXTENSION dbarch;
CREATE SCHEMA refusals;
SET search_path = refusals, public;
RESET client_min_messages;
CREATE TABLE orders (id bigint, user_id integer, note text);
INSERT INTO orders SELECT i, i % 100, 'n' || i FROM generate_series(1, 1000) AS i;
ANALYZE orders;
\set VERBOSITY sqlstate

-- SQLSTATEs of the user's own keep theirs, also where another one was raised and caught before.
CREATE FUNCTION raising(state text, earlier text DEFAULT NULL) RETURNS integer IMMUTABLE LANGUAGE plpgsql AS $$
BEGIN
    IF earlier IS NOT NULL THEN
        BEGIN
            RAISE 'an earlier one' USING ERRCODE = earlier;
        EXCEPTION WHEN OTHERS THEN
        END;
    END IF;
    RAISE 'raised with %', state USING ERRCODE = state;
END $$;
CREATE FUNCTION raising_again() RETURNS integer IMMUTABLE LANGUAGE plpgsql AS $$
BEGIN
    RETURN refusals.raising('ABC01');
EXCEPTION WHEN OTHERS THEN
    BEGIN PERFORM refusals.raising('ABC02'); EXCEPTION WHEN OTHERS THEN END;
    RAISE;
END $$;
SELECT query_no, error FROM dbarch.whatif_cost(ARRAY[
    $$SELECT refusals.raising('ABC01')$$, $$SELECT refusals.raising('XX000', 'ABC01')$$,
    $$SELECT refusals.raising('22012', 'ABC01')$$, $$SELECT refusals.raising('ABC03', 'ABC01')$$,
    'SELECT refusals.raising_again()', 'SELECT 1/0']);
DO $$
DECLARE state text;
BEGIN
    PERFORM dbarch.explain_with('SELECT refusals.raising(''ABC01'')');
EXCEPTION WHEN SQLSTATE 'ABC01' THEN
    GET STACKED DIAGNOSTICS state = MESSAGE_TEXT;
    RAISE NOTICE 'ABC01: %', state;
END $$;
SELECT dbarch.estimate_index_size('CREATE INDEX ON orders ((id + refusals.raising(''ABC04'')))');
-- The next error is its own.
SELECT dbarch.estimate_index_size('CREATE INDEX ON orders (gone)');

\set VERBOSITY default

-- Options are read as CREATE INDEX reads them.
SELECT options, dbarch.estimate_index_size('CREATE INDEX ON orders (id) WITH (' || options || ')') AS bytes
FROM unnest('{fillfactor = 70,fillfactor = ''70'',fillfactor = 70.4,fillfactor = 69.6,deduplicate_items = yes,deduplicate_items}'::text[]) AS options;
SELECT dbarch.estimate_index_size('CREATE INDEX ON orders (id) WITH (fillfactor = ''many'')');
SELECT dbarch.estimate_index_size('CREATE INDEX ON orders (id) WITH (fillfactor = 101)');

-- Tablespaces: those that exist, for those who may use them; their page costs are those of the index.
CREATE TABLE parts (id integer) PARTITION BY LIST (id);
CREATE TABLE part PARTITION OF parts DEFAULT;
SET allow_in_place_tablespaces = on;
CREATE TABLESPACE refusals_slow LOCATION '' WITH (random_page_cost = 400);
CREATE ROLE refusals_user;
GRANT USAGE ON SCHEMA refusals TO refusals_user;
GRANT SELECT ON orders TO refusals_user;
SELECT dbarch.estimate_index_size('CREATE INDEX ON orders (id) TABLESPACE gone');
SELECT dbarch.estimate_index_size('CREATE INDEX ON orders (id) TABLESPACE pg_global');
SELECT dbarch.estimate_index_size('CREATE INDEX ON parts (id) TABLESPACE pg_default');
SELECT dbarch.estimate_index_size('CREATE INDEX ON parts (id) TABLESPACE refusals_slow') > 0 AS accepted;
SET ROLE refusals_user;
SELECT dbarch.estimate_index_size('CREATE INDEX ON orders (id) TABLESPACE refusals_slow');
SELECT dbarch.estimate_index_size('CREATE INDEX ON orders (id) TABLESPACE pg_default') > 0 AS accepted;
RESET ROLE;
SET enable_seqscan = off;
SELECT cost AS cost_slow FROM dbarch.whatif_cost('{SELECT * FROM orders WHERE id = 3}', '{CREATE INDEX ON orders (id) TABLESPACE refusals_slow}') \gset
SELECT cost AS cost_fast FROM dbarch.whatif_cost('{SELECT * FROM orders WHERE id = 3}', '{CREATE INDEX ON orders (id)}') \gset
SET default_tablespace = refusals_slow;
SELECT cost = :cost_slow AS slow_by_default FROM dbarch.whatif_cost('{SELECT * FROM orders WHERE id = 3}', '{CREATE INDEX ON orders (id)}');
SELECT cost = :cost_fast AS fast FROM dbarch.whatif_cost('{SELECT * FROM orders WHERE id = 3}', '{CREATE INDEX ON orders (id) TABLESPACE pg_default}');
CREATE INDEX really ON orders (id);
CREATE FUNCTION real_cost(query text) RETURNS float8 LANGUAGE plpgsql AS
$$ DECLARE plan json; BEGIN EXECUTE 'EXPLAIN (FORMAT json) ' || query INTO plan; RETURN plan->0->'Plan'->>'Total Cost'; END $$;
SELECT abs(:cost_slow / real_cost('SELECT * FROM orders WHERE id = 3') - 1) < 0.001 AS as_really;
DROP INDEX really;
RESET default_tablespace;
RESET enable_seqscan;

-- System catalogs have the indexes that they have.
SELECT dbarch.estimate_index_size('CREATE INDEX ON pg_class (relpages)');
SELECT dbarch.estimate_index_size(format('CREATE INDEX ON %s (chunk_id)', reltoastrelid::regclass)) FROM pg_class WHERE oid = 'pg_proc'::regclass;
SET allow_system_table_mods = on;
SELECT dbarch.estimate_index_size('CREATE INDEX ON pg_class (relpages)') > 0 AS accepted;
SELECT dbarch.estimate_index_size('CREATE INDEX ON pg_database (datdba)');
RESET allow_system_table_mods;

-- A unique index needs the keys of all levels of partitioning.
CREATE TABLE levels (place integer, id integer, kind integer) PARTITION BY LIST (id);
CREATE TABLE level (kind integer, id integer, place integer) PARTITION BY LIST (kind);
ALTER TABLE levels ATTACH PARTITION level DEFAULT;
CREATE TABLE leaf PARTITION OF level DEFAULT;
SELECT dbarch.estimate_index_size('CREATE UNIQUE INDEX ON levels (id)');
SELECT dbarch.estimate_index_size('CREATE UNIQUE INDEX ON levels (kind, id)') > 0 AS accepted;

-- A whole row is another type in each partition.
SELECT dbarch.estimate_index_size('CREATE INDEX ON levels ((levels.*))');
SELECT dbarch.estimate_index_size('CREATE INDEX ON leaf ((leaf.*))') > 0 AS accepted;

-- A name that is taken is no fault, but two indexes of a set cannot have one.
CREATE INDEX taken ON orders (user_id);
SELECT indexes_used FROM dbarch.whatif_cost('{SELECT * FROM orders WHERE id = 3}', '{CREATE INDEX taken ON orders (id)}');
SELECT cost FROM dbarch.whatif_cost('{SELECT 1}', '{CREATE INDEX taken ON orders (id),CREATE INDEX IF NOT EXISTS taken ON orders (note)}');
CREATE SCHEMA refusals_other;
CREATE TABLE refusals_other.orders (id bigint);
SELECT cost FROM dbarch.whatif_cost('{SELECT 1}', '{CREATE INDEX taken ON orders (id),CREATE INDEX ON orders (id),CREATE INDEX ON orders (id),CREATE INDEX taken ON refusals_other.orders (id)}');
SELECT indexes_used FROM dbarch.whatif_cost('{SELECT * FROM orders WHERE lower(note) = $1,SELECT * FROM orders WHERE upper(note) = $1}',
    '{CREATE INDEX ON orders (lower(note)),CREATE INDEX ON orders (upper(note))}');
SELECT index_no, error FROM dbarch.price_indexes('{SELECT 1}', '{CREATE INDEX taken ON orders (id),CREATE INDEX taken ON orders (note)}');

SET client_min_messages = warning;
DROP SCHEMA refusals CASCADE;
DROP SCHEMA refusals_other CASCADE;
DROP TABLESPACE refusals_slow;
DROP ROLE refusals_user;
DROP EXTENSION dbarch;
