-- What-if planning: what users type, what they get wrong, and that nothing of it stays.
CREATE EXTENSION dbarch;
CREATE SCHEMA what_if;
SET search_path = what_if;
CREATE TABLE orders (id int, user_id int, created_at date, "Odd Name" text);
INSERT INTO orders SELECT g, g % 1000, date '2026-01-01' + g % 365, 'n' || g FROM generate_series(1, 50000) g;
ALTER TABLE orders ADD CONSTRAINT pk_orders_id PRIMARY KEY (id);
ANALYZE orders;

-- The index makes the query cheaper, and EXPLAIN names it.
SELECT query_no, cost < 300 AS cheap, indexes_used, plan -> 0 -> 'Plan' ->> 'Node Type' AS node, error
FROM dbarch.whatif_cost('{SELECT * FROM orders WHERE user_id = 7, SELECT * FROM orders WHERE user_id = $1}',
                        '{CREATE INDEX idx_orders_user_id ON orders (user_id)}');
SELECT regexp_replace(line, '\(cost=.*\)', '(...)') AS line
FROM dbarch.explain_with('SELECT * FROM orders WHERE user_id = 7 ORDER BY created_at DESC LIMIT 3',
                         ARRAY['CREATE INDEX ON orders (user_id, created_at DESC)']) AS line;
SELECT regexp_replace(line, '\(cost=.*\)', '(...)') AS line
FROM dbarch.explain_with('SELECT * FROM orders WHERE "Odd Name" = $1',
                         '{"CREATE INDEX ON what_if.orders (\"Odd Name\")"}') AS line;
SELECT count(*) AS documents FROM dbarch.explain_with('SELECT FROM orders', format => 'json') AS j WHERE j::jsonb IS NOT NULL;

-- A hidden index is not used; a duplicate of a real one is not preferred to it.
SELECT indexes_used FROM dbarch.whatif_cost('{SELECT * FROM orders WHERE id = 1}', hidden => '{what_if.pk_orders_id}');
SELECT indexes_used FROM dbarch.whatif_cost('{SELECT * FROM orders WHERE id = 1}', '{CREATE INDEX ON orders (id)}');

-- Sizes: within 10 % of the real index.
SELECT dbarch.estimate_index_size('CREATE INDEX ON orders (user_id, created_at)') AS estimated \gset
CREATE INDEX measured ON orders (user_id, created_at);
SELECT abs(:estimated::float8 / pg_relation_size('measured') - 1) < 0.1 AS close;
DROP INDEX measured;

-- A query that cannot be planned is a row, and the others are planned all the same.
SELECT query_no, cost IS NOT NULL AS planned, left(error, 150) AS error
FROM dbarch.whatif_cost(ARRAY['SELECT 1', NULL, '', 'SELEC 1', 'SELECT 1; SELECT 2', 'VACUUM', 'CREATE TABLE t ()',
    'SELECT * FROM gone', 'SELECT nothing FROM orders', 'SELECT $1 + $2', 'SELECT 1 / 0', 'SELECT interval $1',
    'EXPLAIN SELECT 1', E'SELECT ''\\', 'SELECT ''' || repeat('x', 1000000) || '''', 'SELECT ' || repeat(',', 1000000), 'SELECT ' || repeat('1 + ', 20000) || '1']);
SELECT * FROM dbarch.whatif_cost('{}');
SELECT * FROM dbarch.whatif_cost(NULL);

-- Index definitions are refused as CREATE INDEX would refuse them.
SELECT * FROM dbarch.whatif_cost('{SELECT 1}', '{CREATE INDEX ON gone (a)}');
SELECT * FROM dbarch.whatif_cost('{SELECT 1}', '{CREATE INDEX ON orders (gone)}');
SELECT * FROM dbarch.whatif_cost('{SELECT 1}', '{CREATE INDEX ON orders ((random()))}');
SELECT * FROM dbarch.whatif_cost('{SELECT 1}', '{CREATE INDEX ON orders (id) WHERE now() > created_at}');
SELECT * FROM dbarch.whatif_cost('{SELECT 1}', '{CREATE INDEX ON orders (user_id int8_ops)}');
SELECT * FROM dbarch.whatif_cost('{SELECT 1}', '{CREATE INDEX ON orders USING gin (user_id)}');
SELECT * FROM dbarch.whatif_cost('{SELECT 1}', '{CREATE INDEX ON pg_stat_activity (pid)}');
SELECT * FROM dbarch.whatif_cost('{SELECT 1}', '{DROP TABLE orders}');
SELECT * FROM dbarch.whatif_cost('{SELECT 1}', ARRAY[NULL::text]);
SELECT * FROM dbarch.whatif_cost('{SELECT 1}', hidden => '{orders}');
SELECT * FROM dbarch.whatif_cost('{SELECT 1}', hidden => '{gone}');
SELECT * FROM dbarch.explain_with('SELECT 1', format => 'html');
SELECT * FROM dbarch.explain_with('SELECT * FROM gone');
SELECT dbarch.estimate_index_size('CREATE INDEX ON orders (id) INCLUDE ((id + 1))');

-- Planning runs functions, but what they do does not stay, and settings are out of their reach.
CREATE FUNCTION leave_a_trace() RETURNS int IMMUTABLE LANGUAGE plpgsql AS
$$ BEGIN EXECUTE 'INSERT INTO what_if.orders VALUES (-1)'; RETURN 1; END $$;
CREATE FUNCTION change_role() RETURNS int IMMUTABLE LANGUAGE plpgsql AS
$$ BEGIN EXECUTE 'SET ROLE pg_monitor'; RETURN 1; END $$;
SELECT error FROM dbarch.whatif_cost('{SELECT what_if.leave_a_trace(), SELECT what_if.change_role()}');
SELECT count(*) AS traces FROM orders WHERE id = -1;

-- Nothing leaks: 2000 plannings, half of them failing.
SELECT count(*) AS locks FROM pg_locks WHERE pid = pg_backend_pid() \gset before_
SELECT sum(total_bytes) AS bytes FROM pg_backend_memory_contexts \gset before_
DO $$
DECLARE n bigint;
BEGIN
    FOR i IN 1 .. 200 LOOP
        SELECT count(*) INTO n FROM dbarch.whatif_cost(
            ARRAY['SELECT * FROM orders WHERE user_id = 7', 'SELECT * FROM gone', 'SELECT 1 / 0',
                  'SELECT * FROM orders o JOIN orders p USING (id)', 'SELEC'],
            ARRAY['CREATE INDEX ON what_if.orders (user_id)', 'CREATE INDEX ON what_if.orders (created_at)']);
    END LOOP;
END $$;
SELECT count(*) - :before_locks AS locks_left FROM pg_locks WHERE pid = pg_backend_pid();
SELECT sum(total_bytes) - :before_bytes < 2000000 AS memory_returned FROM pg_backend_memory_contexts;

-- Cancelled in the middle: the error passes through, and the session goes on without hypothetical state.
CREATE FUNCTION slow_fold() RETURNS int IMMUTABLE LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(60); RETURN 1; END $$;
SET statement_timeout = '200ms';
SELECT * FROM dbarch.whatif_cost('{SELECT * FROM orders WHERE user_id = what_if.slow_fold()}',
                                 '{CREATE INDEX ON orders (user_id)}');
RESET statement_timeout;
EXPLAIN (COSTS OFF) SELECT * FROM orders WHERE user_id = 7;
SELECT count(*) AS rows FROM orders WHERE user_id = 7;

-- In a read-only transaction too.
BEGIN READ ONLY;
SELECT query_no, error FROM dbarch.whatif_cost('{SELECT * FROM orders}', '{CREATE INDEX ON orders (user_id)}');
COMMIT;

SET client_min_messages = warning;
DROP SCHEMA what_if CASCADE;
DROP EXTENSION dbarch;
