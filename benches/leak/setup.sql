-- A table to ask about, and a procedure that asks.
\set ON_ERROR_STOP on
SET client_min_messages = warning;
CREATE EXTENSION dbarch;
CREATE TABLE orders (id bigint PRIMARY KEY, user_id integer, status text, tags text[], body jsonb);
INSERT INTO orders SELECT i, i % 500, 'state ' || i % 7, ARRAY['a' || i % 5], '{"k": 1}' FROM generate_series(1, 5000) AS i;
CREATE TABLE parts (id integer, k text) PARTITION BY RANGE (id);
CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM (0) TO (500);
CREATE TABLE parts_2 PARTITION OF parts FOR VALUES FROM (500) TO (1000);
INSERT INTO parts SELECT i, 'k' || i FROM generate_series(1, 900) AS i;
CREATE INDEX orders_user ON orders (user_id);
VACUUM ANALYZE;
CREATE FUNCTION raising() RETURNS integer LANGUAGE plpgsql IMMUTABLE AS
    $$ BEGIN RAISE EXCEPTION 'raised on purpose'; END $$;
CREATE FUNCTION planned() RETURNS bigint LANGUAGE plpgsql IMMUTABLE AS
    $$ BEGIN RETURN (SELECT count(*) FROM parts WHERE id = 3); END $$;

-- 50 queries: plain, wrong in each phase, parameters, functions run in planning, partitions, writes.
CREATE FUNCTION fifty() RETURNS text[] LANGUAGE sql AS $$
    SELECT array_agg(query) FROM generate_series(1, 5), unnest(ARRAY[
        'SELECT * FROM orders WHERE user_id = 5', 'SELECT * FROM orders AS a JOIN orders AS b USING (user_id) WHERE a.status = ''state 1''',
        'SELECT nonsense FROM orders', 'SELECT FROM', 'SELECT * FROM orders WHERE id = $1 LIMIT $2', 'SELECT raising() FROM orders',
        'SELECT planned() FROM parts WHERE id < 700', 'UPDATE orders SET status = ''x'' WHERE user_id = 3',
        'SELECT 1/0', 'SELECT k FROM parts WHERE k = ''k7'' ORDER BY id']) AS query
$$;

-- What this session's process has: the server's own account of it, context by context, and the system's.
CREATE TABLE snapshot (what text, contexts bigint, resident bigint);
CREATE TABLE snapshot_context (what text, name text, parent text, bytes numeric, pieces bigint);
CREATE FUNCTION take_snapshot(called text) RETURNS void LANGUAGE sql AS $$
    INSERT INTO snapshot_context
    -- 18 has no column "parent".
    SELECT called, name, to_jsonb(m) ->> 'parent' AS parent, sum(total_bytes), count(*)
    FROM pg_backend_memory_contexts AS m GROUP BY 2, 3;
    INSERT INTO snapshot
    SELECT called, (SELECT sum(bytes) FROM snapshot_context WHERE what = called),
           1024 * substring(pg_read_file('/proc/self/status') FROM 'RssAnon:\s+(\d+) kB')::bigint;
$$;

CREATE FUNCTION attempt(ddl text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM dbarch.estimate_index_size(ddl);
    PERFORM FROM dbarch.whatif_cost('{SELECT * FROM orders WHERE user_id = 5}', ARRAY[ddl]);
EXCEPTION WHEN OTHERS THEN
    NULL;
END $$;

-- Each round is 100 calls: what a query costs with and without indexes, explanations, sizes, refused definitions.
CREATE PROCEDURE rounds(n bigint, commits boolean, called text) LANGUAGE plpgsql AS $$
DECLARE
    queries text[] := fifty();
    indexes text[] := ARRAY['CREATE INDEX ON orders (user_id, status)', 'CREATE UNIQUE INDEX ON parts (id) INCLUDE (k)',
        'CREATE INDEX ON orders (lower(status)) WHERE user_id > 3', 'CREATE INDEX ON parts ((id + 1) DESC)'];
    -- An access method that dbarch does not know is one more error.
    others text[] := indexes || ARRAY['CREATE INDEX ON orders USING gin (tags)', 'CREATE INDEX ON orders USING brin (id)',
        'CREATE INDEX ON orders USING gin (body jsonb_path_ops)', 'CREATE INDEX ON orders USING hash (status)',
        'CREATE INDEX ON orders (nonsense)', 'CREATE', 'CREATE INDEX ON orders ((raising() + id))'];
    format text;
    ddl text;
BEGIN
    FOR i IN 1..n LOOP
        PERFORM FROM dbarch.whatif_cost(queries, indexes, ARRAY['orders_user']);
        PERFORM FROM dbarch.whatif_cost(queries[1:24]);
        FOREACH format IN ARRAY '{text,json,yaml,xml}'::text[] LOOP
            PERFORM dbarch.explain_with(queries[1 + i % 2], indexes, format => format);
        END LOOP;
        FOREACH ddl IN ARRAY others LOOP
            PERFORM attempt(ddl);
        END LOOP;
        IF commits THEN
            COMMIT;
        END IF;
    END LOOP;
    -- Here and not after the call: the end of the transaction would hide what a long one collects.
    PERFORM take_snapshot(called);
END $$;
