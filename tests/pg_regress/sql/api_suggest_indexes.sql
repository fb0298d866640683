-- Index advice: what users type and see, and what they get wrong.
CREATE EXTENSION dbarch;
CREATE SCHEMA shop;
SET search_path = shop;
CREATE TABLE users (id int CONSTRAINT pk_users_id PRIMARY KEY, email text, country text);
CREATE TABLE orders (id int CONSTRAINT pk_orders_id PRIMARY KEY, user_id int REFERENCES users, status text,
                     created_at timestamptz, note text, "Odd, Name" int);
CREATE TABLE tiny (id int, name text);
CREATE TABLE events (id int, at date, kind int) PARTITION BY RANGE (at);
CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');
CREATE TABLE events_2 PARTITION OF events FOR VALUES FROM ('2026-02-01') TO ('2026-03-01');
INSERT INTO users SELECT g, 'user' || g || '@example.org', 'c' || g % 50 FROM generate_series(1, 20000) g;
INSERT INTO orders
SELECT g, g * 7 % 20000 + 1, CASE WHEN g % 100 = 0 THEN 'open' ELSE 'done' END,
       timestamptz '2026-01-01 00:00+00' + g * interval '1 min', repeat('n', 40), g % 5000
FROM generate_series(1, 100000) g;
INSERT INTO tiny VALUES (1, 'x');
INSERT INTO events SELECT g, date '2026-01-01' + g % 59, g % 3000 FROM generate_series(1, 60000) g;
ANALYZE;

-- One statement each, and the index that an expert would give it.
CREATE FUNCTION advice(VARIADIC queries text[]) RETURNS SETOF text LANGUAGE sql AS
$$ SELECT split_part(ddl, ' USING ', 1) || ' ' || split_part(ddl, ' USING btree ', 2)
   FROM dbarch.suggest_indexes(queries) ORDER BY rank $$;
SELECT advice('SELECT * FROM users WHERE email = $1');
SELECT advice('SELECT * FROM orders WHERE user_id = 5 ORDER BY created_at DESC LIMIT 10');
SELECT advice('SELECT * FROM orders ORDER BY created_at DESC LIMIT 10');
SELECT advice('SELECT * FROM orders WHERE created_at BETWEEN ''2026-01-02'' AND ''2026-01-03''');
SELECT advice('SELECT * FROM users u JOIN orders o ON o.user_id = u.id WHERE u.email = ''user7@example.org''');
SELECT advice('SELECT * FROM orders WHERE "Odd, Name" = 7');
SELECT advice('SELECT * FROM events WHERE kind = 77');
SELECT advice('UPDATE orders SET status = ''done'' WHERE user_id = 3');
SELECT advice('DELETE FROM orders WHERE created_at < ''2026-01-01 00:10+00''');
SELECT advice('SELECT * FROM orders WHERE id IN (SELECT id FROM orders WHERE user_id = 9)');

-- Nothing where nothing helps: a key, a tiny table, half of a table.
SELECT advice('SELECT * FROM users WHERE id = 5', 'SELECT * FROM tiny WHERE id = 1',
              'SELECT * FROM orders WHERE status = ''done''');

-- An existing index is not repeated, nor is a prefix of one.
CREATE INDEX idx_orders_user_id_created_at ON orders (user_id, created_at);
SELECT advice('SELECT * FROM orders WHERE user_id = 5', 'SELECT * FROM orders WHERE user_id = 5 ORDER BY created_at');
DROP INDEX idx_orders_user_id_created_at;

-- Every column of the contract; the DDL and its undo can be run as printed.
SELECT rank, action, table_name, index_name, method, ddl, undo_ddl, size_bytes > 0 AS has_size,
       cost_before > cost_after AS falls, improvement_pct BETWEEN 90 AND 100 AS by_much, write_overhead_pct > 0 AS writes,
       query_count, confidence, recommendation_id > 0 AS recorded
FROM dbarch.suggest_indexes('{SELECT * FROM orders WHERE user_id = 5}') \gx
SELECT ddl, undo_ddl FROM dbarch.suggest_indexes('{SELECT * FROM orders WHERE user_id = 5}') \gset
:ddl;
SELECT count(*) FROM dbarch.suggest_indexes('{SELECT * FROM orders WHERE user_id = 5}');
:undo_ddl;

-- What changes in the plan: in a few words, and before and after it, with the values that stand for parameters.
CREATE FUNCTION without_costs(plan text) RETURNS text LANGUAGE sql AS
$$ SELECT regexp_replace(plan, 'cost=\d+\.\d\d\.\.\d+\.\d\d rows=\d+ width=\d+', 'cost', 'g') $$;
CREATE FUNCTION plans(VARIADIC queries text[]) RETURNS SETOF text LANGUAGE sql AS
$$ SELECT concat_ws(E'\n', format('-- %s, values %s', (regexp_match(reason, ' to [0-9.]+(?: where most is gained)?: ([^;]*)'))[1], s -> 'plan_values'),
                    without_costs(s ->> 'plan_before'), '-- after', without_costs(s ->> 'plan_after'))
   FROM dbarch.suggest_indexes(queries), jsonb_array_elements(detail -> 'statements') AS s ORDER BY rank, s -> 'statement' $$;
SELECT plans('SELECT * FROM orders WHERE "Odd, Name" = 7 ORDER BY id LIMIT 3', 'SELECT * FROM events WHERE kind = 77',
             'SELECT * FROM users WHERE email = $1');
-- Values that the caller may not see are not shown: row security hides them.
CREATE ROLE regress_dbarch_seller;
GRANT USAGE ON SCHEMA shop TO regress_dbarch_seller;
GRANT SELECT ON users TO regress_dbarch_seller;
SET ROLE regress_dbarch_seller;
SELECT plans('SELECT * FROM users WHERE email = $1');
RESET ROLE;
ALTER TABLE users ENABLE ROW LEVEL SECURITY;
CREATE POLICY all_rows ON users USING (true);
SET ROLE regress_dbarch_seller;
SELECT plans('SELECT * FROM users WHERE email = $1');
RESET ROLE;
ALTER TABLE users DISABLE ROW LEVEL SECURITY;
DROP POLICY all_rows ON users;
DROP OWNED BY regress_dbarch_seller;
DROP ROLE regress_dbarch_seller;

-- Weights decide, the budget and the number limit, tables select.
SELECT table_name FROM dbarch.suggest_indexes(
    ARRAY['SELECT * FROM users WHERE email = $1', 'SELECT * FROM orders WHERE user_id = $1'], '{1000, 1}', max_indexes => 1);
SELECT table_name FROM dbarch.suggest_indexes(
    ARRAY['SELECT * FROM users WHERE email = $1', 'SELECT * FROM orders WHERE user_id = $1'], '{1, 1000}', max_indexes => 1);
SELECT count(*) FROM dbarch.suggest_indexes(
    ARRAY['SELECT * FROM users WHERE email = $1', 'SELECT * FROM orders WHERE user_id = $1'], storage_budget => '1 MB');
SELECT table_name FROM dbarch.suggest_indexes(
    ARRAY['SELECT * FROM users WHERE email = $1', 'SELECT * FROM orders WHERE user_id = $1'], tables => '{shop.users}');
SELECT count(*) FROM dbarch.suggest_indexes(
    ARRAY['SELECT * FROM orders WHERE user_id = 5 AND "Odd, Name" = 5 AND created_at > now()'], max_columns => 1)
WHERE ddl LIKE '%,%,%';

-- T102: a statement that runs all the time sets what a rare one searches by. Presets weigh the one against the other.
SET client_min_messages = warning;
SELECT preset, (SELECT count(*) FROM dbarch.suggest_indexes(
    ARRAY['SELECT * FROM orders WHERE "Odd, Name" = 7', 'UPDATE orders SET "Odd, Name" = 9 WHERE id = 5'],
    '{1, 600}', preset => preset, methods => '{btree}'))
FROM unnest('{read,balanced,write}'::text[]) AS preset;
SELECT index_name, detail ->> 'upkeep' AS upkeep, detail -> 'rejected' -> 0 ->> 'definition' AS rejected,
       (detail -> 'rejected' -> 0 ->> 'saves')::float8 < (detail -> 'rejected' -> 0 ->> 'upkeep')::float8 AS why
FROM dbarch.suggest_indexes(
    ARRAY['SELECT * FROM orders WHERE "Odd, Name" = 7', 'UPDATE orders SET "Odd, Name" = 9 WHERE id = 5',
          'SELECT * FROM users WHERE email = $1'], '{1, 1000, 1}', methods => '{btree}');
RESET client_min_messages;

-- A name that is taken gives way.
CREATE VIEW idx_users_email AS SELECT 1 AS one;
SELECT index_name FROM dbarch.suggest_indexes('{SELECT * FROM users WHERE email = $1}');
DROP VIEW idx_users_email;

-- Statements that cannot be judged are told, and the others are judged.
SELECT ddl, detail -> 'skipped' AS skipped
FROM dbarch.suggest_indexes(ARRAY['SELECT * FROM gone', NULL, 'VACUUM', 'SELECT * FROM users WHERE email = $1']) \gx
SELECT count(*) FROM dbarch.suggest_indexes('{}');

-- So are tables of which nothing is known: no suggestion is no proof there.
CREATE TABLE fresh (id int);
INSERT INTO fresh SELECT generate_series(1, 20000);
SELECT action, ddl FROM dbarch.suggest_indexes('{SELECT * FROM fresh WHERE id = 5}');
DROP TABLE fresh;

-- Bad arguments.
SELECT * FROM dbarch.suggest_indexes('{SELECT 1}', '{1, 2}');
SELECT * FROM dbarch.suggest_indexes('{SELECT 1}', '{-1}');
SELECT * FROM dbarch.suggest_indexes('{SELECT 1}', '{NaN}');
SELECT * FROM dbarch.suggest_indexes(weights => '{1}');
SELECT * FROM dbarch.suggest_indexes('{SELECT 1}', storage_budget => 'much');
SELECT * FROM dbarch.suggest_indexes('{SELECT 1}', storage_budget => '-1 MB');
SELECT * FROM dbarch.suggest_indexes('{SELECT 1}', max_indexes => 0);
SELECT * FROM dbarch.suggest_indexes('{SELECT 1}', max_columns => 33);
SELECT * FROM dbarch.suggest_indexes('{SELECT 1}', preset => 'best');
SELECT * FROM dbarch.suggest_indexes('{SELECT 1}', tables => '{gone}');
SELECT * FROM dbarch.suggest_indexes('{SELECT 1}', tables => ARRAY[NULL::text]);
SELECT * FROM dbarch.suggest_indexes('{SELECT 1}', methods => '{bloom}');
SELECT * FROM dbarch.suggest_indexes('{SELECT 1}', time_limit => '-1 s');

-- Without a workload: structure alone, and how to get one.
CREATE INDEX "Twin" ON users (country);
CREATE INDEX idx_users_country ON users (country);
SELECT rank, action, ddl, undo_ddl, cost_before, query_count, confidence, reason FROM dbarch.suggest_indexes() \gx
SELECT action FROM dbarch.suggest_indexes(storage_budget => '8 kB');
DROP INDEX "Twin";

-- The recorded workload, without our own statements.
CREATE EXTENSION pg_stat_statements SCHEMA public;
SELECT count(*) FROM public.pg_stat_statements_reset() AS reset;
SELECT count(*) FROM orders WHERE user_id = 5;
SELECT count(*) FROM orders WHERE user_id = 6;
SELECT ddl, query_count, detail ->> 'source' AS source, detail -> 'statements' -> 0 ->> 'calls' AS calls
FROM dbarch.suggest_indexes();
-- What reads catalogs has no index to gain, and no notice.
SELECT ddl FROM dbarch.suggest_indexes(queries => ARRAY['SELECT a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid WHERE a.atttypmod = 7 AND c.relpages > 3']);
-- Statements of a role that the caller does not belong to are not planned with the caller's rights.
CREATE ROLE regress_dbarch_app;
CREATE ROLE regress_dbarch_dba;
GRANT pg_read_all_stats TO regress_dbarch_dba;
GRANT USAGE ON SCHEMA shop TO regress_dbarch_app, regress_dbarch_dba;
GRANT SELECT ON ALL TABLES IN SCHEMA shop TO regress_dbarch_app, regress_dbarch_dba;
SELECT count(*) FROM public.pg_stat_statements_reset() AS reset;
SET ROLE regress_dbarch_app;
SELECT count(*) FROM users WHERE email = 'a';
SET ROLE regress_dbarch_dba;
SELECT ddl FROM dbarch.suggest_indexes();
RESET ROLE;
SELECT ddl FROM dbarch.suggest_indexes();

SET client_min_messages = warning;
DROP SCHEMA shop CASCADE;
DROP OWNED BY regress_dbarch_app, regress_dbarch_dba;
DROP ROLE regress_dbarch_app, regress_dbarch_dba;
DROP EXTENSION pg_stat_statements;
DROP EXTENSION dbarch;
