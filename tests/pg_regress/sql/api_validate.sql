-- Validation of an index: predicted, built, measured; and that nothing of it stays.
CREATE EXTENSION dbarch;
CREATE SCHEMA validate;
SET search_path = validate;
CREATE TABLE orders (id int, user_id int, created_at date, note text);
INSERT INTO orders SELECT g, g % 1000, date '2026-01-01' + g % 365, 'n' || g FROM generate_series(1, 50000) g;
CREATE TABLE others (id int);
-- All rows are the sample, so that estimates are the same each time.
SET default_statistics_target = 200;
ANALYZE orders, others;
\set ddl '''CREATE INDEX ON orders (user_id)'''
\set query '''SELECT * FROM orders WHERE user_id = 7'''

-- Columns and their order are a contract.
SELECT * FROM dbarch.validate_index(:ddl, '{}') WHERE false;

-- plan: nothing is built. Names and order of arguments are a contract too.
SELECT query_no, cost_before > 5 * cost_after AS cheaper, used, time_before_ms, time_after_ms, size_estimated > 100000 AS sized,
       size_actual, verdict, detail
FROM dbarch.validate_index(ddl => :ddl, queries => ARRAY[:query], mode => 'plan', allow_writes => false);
SELECT query_no, query, cost_before IS NOT NULL AS costed, used, verdict, detail ->> 'reason' AS reason, detail ->> 'sqlstate' AS sqlstate
FROM dbarch.validate_index(:ddl, ARRAY['SELECT FROM others', 'SELECT id FROM orders', 'SELECT * FROM gone', NULL, '',
                                       'VACUUM', 'SELECT * FROM orders WHERE user_id = $1']);

-- build: as predicted, and gone again.
SELECT query_no, cost_before > 5 * cost_after AS cheaper, used, time_before_ms, time_after_ms,
       abs(size_estimated::float8 / size_actual - 1) < 0.1 AS close, verdict,
       abs((detail ->> 'cost_deviation_pct')::float8) < 2 AS predicted,
       (detail ->> 'build_ms')::float8 > 0 AS built, detail -> 'indexes_used' AS indexes, detail ->> 'index' AS index
FROM dbarch.validate_index(:ddl, ARRAY[:query, 'SELECT * FROM orders WHERE user_id = $1', 'SELECT FROM others', 'SELECT FROM gone'], 'build');
SELECT count(*) AS indexes FROM pg_index WHERE indrelid = 'orders'::regclass;

-- execute: times on both sides; what cannot be run keeps its costs.
SELECT query_no, used, time_before_ms IS NOT NULL AS before, time_after_ms IS NOT NULL AS after, verdict,
       detail -> 'not_executed' AS not_executed, detail -> 'error' AS error
FROM dbarch.validate_index(:ddl, ARRAY[:query, 'SELECT * FROM orders WHERE user_id = $1', 'SELECT ''$1'' FROM orders WHERE user_id = 7',
    'UPDATE orders SET note = NULL WHERE user_id = 7', 'WITH gone AS (DELETE FROM others RETURNING *) SELECT FROM gone',
    'SELECT * FROM orders WHERE user_id = 7 FOR UPDATE', 'SELECT 1 / (id - id) FROM orders WHERE user_id = 7', 'SELECT FROM gone'], 'execute');

-- Several indexes are judged together, as a piece of advice is.
SELECT query_no, used, verdict, size_estimated > 300000 AS sized, size_actual > 300000 AS built, detail ->> 'index' AS index,
       time_after_ms IS NOT NULL AS ran
FROM dbarch.validate_index('CREATE INDEX CONCURRENTLY a ON orders (user_id); CREATE INDEX b ON validate.orders (lower(note));
                            -- the end
                            CREATE INDEX c ON others (id)',
                           ARRAY[:query, 'SELECT * FROM orders WHERE lower(note) = ''n5''', 'SELECT FROM others'], 'execute');
SELECT ddl LIKE '%;%' AS several, verdicts
FROM (SELECT string_agg(ddl, ';') AS ddl FROM dbarch.suggest_indexes(ARRAY[:query, 'SELECT * FROM orders WHERE lower(note) = ''n5''']))
     AS advice,
     LATERAL (SELECT array_agg(verdict ORDER BY query_no) AS verdicts
              FROM dbarch.validate_index(ddl, ARRAY[:query, 'SELECT * FROM orders WHERE lower(note) = ''n5'''], 'build')) AS judged;
SELECT verdict FROM dbarch.validate_index('CREATE INDEX a ON orders (user_id); DROP INDEX a', ARRAY[:query]);
SELECT verdict FROM dbarch.validate_index(';', ARRAY[:query]);
SELECT verdict FROM dbarch.validate_index(repeat('CREATE INDEX ON orders (user_id);', 101), ARRAY[:query]);

-- Writing functions are stopped; with allow_writes all of it is run, and undone.
CREATE SEQUENCE counter;
CREATE FUNCTION leave_a_trace() RETURNS int LANGUAGE plpgsql AS
$$ BEGIN INSERT INTO validate.others VALUES (-1); RETURN 1; END $$;
CREATE FUNCTION swallow() RETURNS text LANGUAGE plpgsql AS
$$ BEGIN INSERT INTO validate.others VALUES (-1); RETURN 'written'; EXCEPTION WHEN OTHERS THEN RETURN sqlerrm; END $$;
\set writers 'ARRAY[''SELECT leave_a_trace()'', ''SELECT nextval(''''counter'''')'', ''SELECT swallow()'', ''SELECT set_config(''''role'''', ''''pg_monitor'''', false)'', ''DELETE FROM orders WHERE user_id = 7'', ''INSERT INTO others SELECT id FROM orders'', ''SELECT * FROM orders WHERE user_id = 7 FOR UPDATE'']'
SELECT query_no, time_after_ms IS NOT NULL AS ran, verdict, detail -> 'error' AS error
FROM dbarch.validate_index(:ddl, :writers, 'execute');
SELECT query_no, time_after_ms IS NOT NULL AS ran, verdict = 'error' AS failed, detail -> 'error' AS error
FROM dbarch.validate_index(:ddl, :writers, 'execute', allow_writes => true);
SELECT count(*) AS orders, (SELECT count(*) FROM others) AS others, current_user = session_user AS same_user FROM orders;
SHOW transaction_read_only;

-- The time limit ends a query and not the call; the caller's own limits end the call.
SET dbarch.validate_timeout = '100ms';
CREATE FUNCTION slow_without_index() RETURNS int LANGUAGE plpgsql AS
$$ BEGIN IF NOT EXISTS (SELECT FROM pg_index WHERE indrelid = 'validate.orders'::regclass) THEN PERFORM pg_sleep(30); END IF; RETURN 7; END $$;
SELECT query_no, time_before_ms IS NOT NULL AS before, time_after_ms IS NOT NULL AS after, verdict, detail -> 'sqlstate' AS sqlstate,
       CASE WHEN query ~ 'sleep' THEN detail -> 'reason' END AS reason
FROM dbarch.validate_index(:ddl, ARRAY['SELECT pg_sleep(60)', :query,
    'SELECT * FROM orders WHERE user_id = 7 AND slow_without_index() = 7'], 'execute');
-- A query that is being run cannot run queries in turn: there is one timer.
SELECT query_no, verdict, detail ->> 'error' AS error
FROM dbarch.validate_index(:ddl, ARRAY[
    $$SELECT 1 / count(*) FILTER (WHERE verdict <> 'error')
      FROM dbarch.validate_index('CREATE INDEX ON others (id)', '{SELECT 1}', 'execute')$$], 'execute', allow_writes => true);
RESET dbarch.validate_timeout;
SET statement_timeout = '300ms';
SELECT * FROM dbarch.validate_index(:ddl, ARRAY['SELECT pg_sleep(60)'], 'execute');
RESET statement_timeout;
SELECT pg_sleep(0.01) AS nothing_pending;
SELECT count(*) AS indexes FROM pg_index WHERE indrelid = 'orders'::regclass;

-- A definition that CREATE INDEX refuses ends the call with its error.
\set VERBOSITY sqlstate
SELECT * FROM dbarch.validate_index('CREATE UNIQUE INDEX ON orders (user_id)', ARRAY[:query], 'build');
CREATE TABLE wide AS SELECT string_agg(md5(g::text), '') AS word FROM generate_series(1, 1000) g;
SELECT * FROM dbarch.validate_index('CREATE INDEX ON wide (word)', '{SELECT FROM wide}', 'build');
SELECT * FROM dbarch.validate_index('CREATE INDEX ON gone (id)', '{}', 'build');
SELECT * FROM dbarch.validate_index('CREATE INDEX ON orders (gone)', '{}', 'build');
SELECT * FROM dbarch.validate_index('CREATE INDEX ON orders ((1 / (id - id)))', '{}', 'build');
SELECT * FROM dbarch.validate_index('CREATE INDEX ON pg_stat_activity (pid)', '{}', 'build');
SELECT * FROM dbarch.validate_index('CREATE INDX', '{}', 'build');
\set VERBOSITY default
SELECT * FROM dbarch.validate_index(NULL);
SELECT * FROM dbarch.validate_index('DROP TABLE orders');
SELECT verdict FROM dbarch.validate_index('CREATE INDEX ON orders (id); CREATE INDEX ON orders (id)', '{}', 'build');
SELECT * FROM dbarch.validate_index(:ddl, '{}', 'explain');
CREATE INDEX taken ON others (id);
SELECT * FROM dbarch.validate_index('CREATE INDEX IF NOT EXISTS taken ON orders (id)', '{}', 'build');
SELECT * FROM dbarch.validate_index('CREATE INDEX taken ON orders (id)', '{}', 'build');
BEGIN READ ONLY;
SELECT * FROM dbarch.validate_index(:ddl, ARRAY[:query], 'build');
ROLLBACK;
BEGIN READ ONLY;
SELECT verdict FROM dbarch.validate_index(:ddl, ARRAY[:query]);
ROLLBACK;

-- Without a query the index is still built and sized. NULL is the default of every other argument.
SELECT query_no, query, size_actual > 0 AS sized, verdict, detail ->> 'reason' AS reason
FROM dbarch.validate_index(:ddl, '{}', 'build');
SELECT query_no, query, size_actual, verdict, detail ->> 'source' AS source, detail ->> 'reason' AS reason
FROM dbarch.validate_index(:ddl, NULL, NULL, NULL);

-- CONCURRENTLY is told; a partitioned table would refuse it.
SELECT used, verdict, detail ->> 'note' AS note
FROM dbarch.validate_index('CREATE INDEX CONCURRENTLY "Odd Name" ON orders (user_id)', ARRAY[:query], 'build');
CREATE TABLE "Parts" (id int, "Who" int, at date) PARTITION BY RANGE (at);
CREATE TABLE p1 PARTITION OF "Parts" FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');
CREATE TABLE p2 PARTITION OF "Parts" FOR VALUES FROM ('2026-02-01') TO ('2026-03-01');
INSERT INTO "Parts" SELECT g, g % 400, date '2026-01-01' + g % 59 FROM generate_series(1, 40000) g;
ANALYZE "Parts";
SELECT query_no, used, cost_after < cost_before AS cheaper, abs(size_estimated::float8 / size_actual - 1) < 0.1 AS close,
       size_actual > 100000 AS all_partitions, verdict, detail -> 'indexes_used' AS indexes, detail ->> 'index' AS index
FROM dbarch.validate_index('CREATE INDEX "Who is it" ON "Parts" ("Who")',
                           ARRAY['SELECT * FROM "Parts" WHERE "Who" = 3', 'SELECT * FROM p2 WHERE "Who" = 3'], 'execute');
SELECT * FROM dbarch.validate_index('CREATE INDEX CONCURRENTLY ON "Parts" ("Who")', '{}', 'build');

-- Other access methods; one without hypothetical indexes is judged by what was built.
CREATE ACCESS METHOD own_gist TYPE INDEX HANDLER gisthandler;
CREATE OPERATOR CLASS own_box DEFAULT FOR TYPE box USING own_gist AS OPERATOR 3 &&,
    FUNCTION 1 gist_box_consistent(internal, box, smallint, oid, internal), FUNCTION 2 gist_box_union(internal, internal),
    FUNCTION 5 gist_box_penalty(internal, internal, internal), FUNCTION 6 gist_box_picksplit(internal, internal),
    FUNCTION 7 gist_box_same(box, box, internal);
CREATE TABLE places AS SELECT g AS id, box(point(g, g), point(g, g)) AS area FROM generate_series(1, 20000) g;
ANALYZE places;
SELECT used, size_actual > 0 AS sized, verdict, detail ? 'cost_predicted' AS predicted, detail ->> 'not_predicted' AS why_not
FROM dbarch.validate_index('CREATE INDEX ON orders USING hash (user_id)', ARRAY[:query], 'build');
SELECT used, size_actual > 0 AS sized, verdict, detail ? 'cost_predicted' AS predicted, detail ->> 'not_predicted' AS why_not
FROM dbarch.validate_index('CREATE INDEX ON places USING own_gist (area)',
                           ARRAY['SELECT id FROM places WHERE area && box ''(7,7),(7,7)'''], 'build');
SELECT * FROM dbarch.validate_index('CREATE INDEX ON places USING own_gist (area)', ARRAY['SELECT FROM places']);

-- An expression: the index built has no statistics, and is judged by those that the prediction rests on.
SELECT used, detail ->> 'effect' AS effect, abs((detail ->> 'cost_deviation_pct')::float8) < 5 AS as_predicted, cost_after < 100 AS known
FROM dbarch.validate_index('CREATE INDEX ON orders (lower(note))', ARRAY['SELECT * FROM orders WHERE lower(note) = ''n77'''], 'execute');

-- A unique index proves that a join can go, without being scanned; before, there was no proof.
SELECT used, cost_after < cost_before AS cheaper, verdict
FROM dbarch.validate_index('CREATE UNIQUE INDEX ON orders (id)',
                           ARRAY['SELECT p.id FROM orders p LEFT JOIN orders o ON o.id = p.user_id'], 'build');

-- What a partition has already is adopted, and was there before.
CREATE INDEX ON p1 ("Who");
SELECT used, cost_after < cost_before AS cheaper, verdict
FROM dbarch.validate_index('CREATE INDEX ON "Parts" ("Who")',
                           ARRAY['SELECT * FROM p1 WHERE "Who" = 3', 'SELECT * FROM p2 WHERE "Who" = 3'], 'build');

-- Rows updated in place make a fresh index unusable for transactions that are older; ours is, and is told the truth.
BEGIN;
UPDATE orders SET note = 'x' WHERE id < 3;
SELECT used, verdict FROM dbarch.validate_index(:ddl, ARRAY[:query], 'execute');
ROLLBACK;

-- A statement prepared before runs after, inside the transaction too, and so does a function whose plan was cached while
-- the index was there. No lock stays.
SET plan_cache_mode = force_generic_plan;
CREATE FUNCTION count_of(int) RETURNS bigint LANGUAGE plpgsql AS
$$ BEGIN RETURN (SELECT count(*) FROM validate.orders WHERE user_id = $1); END $$;
PREPARE of_user(int) AS SELECT count(*) FROM orders WHERE user_id = $1;
EXECUTE of_user(7);
BEGIN;
SELECT count(*) AS queries FROM dbarch.validate_index(:ddl, ARRAY[:query, 'SELECT count_of(7)', 'EXECUTE of_user(7)'], 'execute');
EXECUTE of_user(7);
SELECT count_of(7);
SELECT mode FROM pg_locks WHERE pid = pg_backend_pid() AND relation = 'orders'::regclass AND mode <> 'AccessShareLock';
SELECT count(*) AS classes FROM pg_class WHERE relnamespace = 'validate'::regnamespace AND relkind = 'i';
COMMIT;
EXPLAIN (COSTS OFF) EXECUTE of_user(7);
RESET plan_cache_mode;

-- No file stays: each one in the folder of the database belongs to a relation.
CHECKPOINT;
SELECT count(*) AS orphans
FROM pg_ls_dir((SELECT 'base/' || oid FROM pg_database WHERE datname = current_database())) AS f (name)
WHERE name ~ '^\d+$' AND pg_filenode_relation(0, name::oid) IS NULL;

-- Only the owner may create an index. Event triggers have their say.
CREATE ROLE regress_dbarch_reader;
GRANT USAGE ON SCHEMA validate TO regress_dbarch_reader;
GRANT SELECT ON orders TO regress_dbarch_reader;
SET ROLE regress_dbarch_reader;
SELECT verdict FROM dbarch.validate_index(:ddl, ARRAY[:query]);
SELECT * FROM dbarch.validate_index(:ddl, ARRAY[:query], 'build');
SELECT * FROM dbarch.validate_index(:ddl, ARRAY['SELECT leave_a_trace()'], 'execute');
RESET ROLE;
CREATE FUNCTION no_ddl() RETURNS event_trigger LANGUAGE plpgsql AS
$$ BEGIN IF tg_tag = 'CREATE INDEX' THEN RAISE 'no DDL today' USING ERRCODE = 'ZX001'; END IF; END $$;
CREATE EVENT TRIGGER no_ddl ON ddl_command_start EXECUTE FUNCTION no_ddl();
SELECT * FROM dbarch.validate_index(:ddl, ARRAY[:query], 'build');
DROP EVENT TRIGGER no_ddl;

-- Recorded statements: those on the table, each with the rights of the role that ran it.
CREATE EXTENSION pg_stat_statements SCHEMA public;
CREATE FUNCTION tell_who(bigint) RETURNS bigint LANGUAGE plpgsql AS
$$ BEGIN IF current_setting('transaction_read_only')::boolean THEN RAISE 'run by %', current_user; END IF; RETURN $1; END $$;
SELECT public.pg_stat_statements_reset() IS NOT NULL AS reset;
SELECT count(*) FROM orders WHERE user_id = 7;
SELECT count(*) FROM orders;
SELECT count(*) FROM others;
SET ROLE regress_dbarch_reader;
SELECT count(id) FROM orders;
SELECT tell_who(count(*)) AS orders FROM orders;
RESET ROLE;
SELECT query, used, time_after_ms IS NOT NULL AS ran, verdict = 'error' AS failed, detail ->> 'source' AS source, detail ->> 'calls' AS calls, detail -> 'not_executed' AS not_executed,
       detail ->> 'error' AS error
FROM dbarch.validate_index(:ddl, mode => 'execute') ORDER BY query;
SELECT detail -> 'workload' ->> 'on_other_tables' > '0' AS others_counted FROM dbarch.validate_index(:ddl) LIMIT 1;
-- A role that may see the statements of others does not run them.
GRANT pg_read_all_stats TO regress_dbarch_reader;
SET ROLE regress_dbarch_reader;
SELECT query, verdict, detail ->> 'reason' AS reason
FROM dbarch.validate_index('CREATE INDEX ON orders (user_id)') ORDER BY query;
RESET ROLE;
REVOKE pg_read_all_stats FROM regress_dbarch_reader;

SET client_min_messages = warning;
DROP SCHEMA validate CASCADE;
DROP ROLE regress_dbarch_reader;
DROP EXTENSION pg_stat_statements;
DROP EXTENSION dbarch;
