-- A table worth an index, and functions that planning runs: they plan, cache and fail in the middle of it.
\set ON_ERROR_STOP on
CREATE EXTENSION dbarch;
CREATE EXTENSION pg_stat_statements;
CREATE TABLE orders (id bigint PRIMARY KEY, user_id integer, status text, note text);
INSERT INTO orders SELECT i, i % 5000, 'state ' || i % 7, repeat('x', 50) FROM generate_series(1, 60000) AS i;
VACUUM ANALYZE orders;

CREATE FUNCTION cached(integer) RETURNS bigint LANGUAGE plpgsql IMMUTABLE AS
$$ BEGIN RETURN (SELECT count(*) FROM orders WHERE user_id = $1); END $$;
CREATE FUNCTION raising() RETURNS integer LANGUAGE plpgsql IMMUTABLE AS
$$ BEGIN PERFORM count(*) FROM orders WHERE user_id = 3; RAISE EXCEPTION 'raised on purpose'; END $$;
CREATE FUNCTION catching() RETURNS integer LANGUAGE plpgsql IMMUTABLE AS
$$ BEGIN PERFORM raising(); RETURN 1; EXCEPTION WHEN raise_exception THEN RETURN 2; END $$;
CREATE FUNCTION slow() RETURNS integer LANGUAGE plpgsql IMMUTABLE AS
$$ BEGIN PERFORM pg_sleep(20); RETURN 1; END $$;
CREATE FUNCTION custom() RETURNS integer LANGUAGE plpgsql IMMUTABLE AS
$$ BEGIN RAISE EXCEPTION 'raised on purpose' USING ERRCODE = 'P0042', CONSTRAINT = 'some_constraint'; END $$;
-- What a client learns of an error in planning.
CREATE FUNCTION error_of(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    state text;
    named text;
    context text;
BEGIN
    EXECUTE query;
    RETURN 'none';
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, named = CONSTRAINT_NAME, context = PG_EXCEPTION_CONTEXT;
    RETURN concat_ws(' ', state, named, split_part(context, E'\n', 1));
END $$;
-- A what-if inside a what-if.
CREATE FUNCTION asking() RETURNS integer LANGUAGE plpgsql IMMUTABLE AS
$$ BEGIN RETURN (SELECT cost FROM dbarch.whatif_cost(ARRAY['SELECT FROM orders AS looked_at WHERE user_id = 8'],
    ARRAY['CREATE INDEX imaginary_inner ON orders (user_id)'])); END $$;

CREATE FUNCTION explained(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    line text;
    lines text := '';
BEGIN
    FOR line IN EXECUTE 'EXPLAIN ' || query LOOP
        lines := lines || line || E'\n';
    END LOOP;
    RETURN lines;
END $$;
-- Whether a plan shows what is not there. Index scans are what these queries want, so a leak would show.
CREATE FUNCTION is_clean() RETURNS boolean LANGUAGE sql AS $$
    SELECT explained('SELECT * FROM orders WHERE user_id = 5') ~ 'Seq Scan on orders'
       AND explained('SELECT * FROM orders WHERE id = 5') ~ 'orders_pkey'
$$;

-- Changes the definition of a table again and again, so that others meet it in every state.
CREATE TABLE changing (id integer, a integer, b text);
INSERT INTO changing SELECT i, i % 100, 'b' || i FROM generate_series(1, 5000) AS i;
ANALYZE changing;
CREATE INDEX changing_b ON changing (b);
CREATE TABLE outcomes (kind text, message text);
CREATE PROCEDURE change(seconds integer) LANGUAGE plpgsql AS $$
DECLARE
    finish timestamptz := clock_timestamp() + make_interval(secs => seconds);
BEGIN
    WHILE clock_timestamp() < finish LOOP
        CREATE INDEX changing_a ON changing (a);
        COMMIT;
        ALTER TABLE changing ADD COLUMN c integer DEFAULT 7;
        COMMIT;
        DROP INDEX changing_b;
        CREATE INDEX changing_b ON changing (b, id);
        COMMIT;
        ALTER TABLE changing ALTER COLUMN id TYPE bigint;
        COMMIT;
        ALTER TABLE changing DROP COLUMN c;
        DROP INDEX changing_a;
        COMMIT;
        ALTER TABLE changing ALTER COLUMN id TYPE integer;
        ALTER TABLE changing RENAME TO changed;
        COMMIT;
        ALTER TABLE changed RENAME TO changing;
        COMMIT;
    END LOOP;
END $$;
CREATE PROCEDURE look(seconds integer) LANGUAGE plpgsql AS $$
DECLARE
    finish timestamptz := clock_timestamp() + make_interval(secs => seconds);
    state text;
    message text;
    found text;
BEGIN
    WHILE clock_timestamp() < finish LOOP
        BEGIN
            found := string_agg(error, ' ') FROM dbarch.whatif_cost(
                ARRAY['SELECT * FROM changing WHERE a = 1', 'SELECT c FROM changing WHERE c = 1', 'DELETE FROM changing WHERE id = 4'],
                ARRAY['CREATE INDEX ON changing (a)', 'CREATE INDEX ON changing (id, b)'], ARRAY['changing_b']);
            PERFORM dbarch.explain_with('SELECT * FROM changing WHERE a = 1 AND b > ''b''', ARRAY['CREATE INDEX ON changing (c)']);
            PERFORM dbarch.estimate_index_size('CREATE INDEX ON changing (b) WHERE a > 3');
            INSERT INTO outcomes VALUES ('row', found);
        EXCEPTION WHEN OTHERS THEN
            GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT;
            INSERT INTO outcomes VALUES (state, message);
        END;
        COMMIT;
    END LOOP;
END $$;
