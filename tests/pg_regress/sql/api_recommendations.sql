-- The life of a recommendation: seen, accepted, dismissed, applied, expired; who records, decides and reads.
CREATE EXTENSION dbarch;
CREATE SCHEMA shop;
SET search_path = shop;
CREATE TABLE orders (id int CONSTRAINT pk_orders_id PRIMARY KEY, user_id int, status text, total int);
CREATE TABLE users (id int CONSTRAINT pk_users_id PRIMARY KEY, email text);
INSERT INTO orders SELECT g, g * 7 % 20000, CASE WHEN g % 100 = 0 THEN 'open' ELSE 'done' END, g % 5000
FROM generate_series(1, 50000) AS g;
INSERT INTO users SELECT g, 'user' || g || '@example.org' FROM generate_series(1, 20000) AS g;
ANALYZE;
CREATE VIEW recorded AS
SELECT id, action, table_name, index_name, times_seen, state, state_changed_by = current_user AS by_me, state_reason
FROM dbarch.index_recommendations ORDER BY id;

-- Seen once: every column.
SELECT rank, index_name, recommendation_id FROM dbarch.suggest_indexes('{SELECT * FROM orders WHERE user_id = 5}');
SELECT id, fingerprint, action, table_name, index_name, ddl, undo_ddl, size_bytes > 0 AS has_size,
       cost_before > cost_after AS falls, improvement_pct > 90 AS by_much, confidence, reason <> '' AS has_reason,
       first_seen = last_seen AS once, times_seen, state, state_changed_at = first_seen AS since, state_changed_by, state_reason
FROM dbarch.index_recommendations \gx
-- Texts of statements are not stored, whatever else there is to say of them.
SELECT detail ? 'definition' AND detail ? 'statements' AS told, detail::text LIKE '%SELECT%' AS quoted
FROM dbarch.index_recommendations;
SELECT s - '{cost_before,cost_after,improvement_pct}'::text[] AS statement
FROM dbarch.index_recommendations, jsonb_array_elements(detail -> 'statements') AS s;

-- Seen again, for another reason and with other figures: the same.
SELECT recommendation_id FROM dbarch.suggest_indexes('{SELECT total FROM orders WHERE user_id = 7 AND status = $1}', max_columns => 1);
SELECT * FROM recorded;
SELECT last_seen > first_seen AS later FROM dbarch.index_recommendations;
-- No number is spent on one that is known. Two rows get two.
SELECT rank, index_name, recommendation_id FROM dbarch.suggest_indexes(
    '{SELECT * FROM orders WHERE user_id = 5,SELECT * FROM users WHERE email = $1}', '{10, 1}') ORDER BY recommendation_id;

-- An index of the suggested name makes the name another one, and the recommendation stays the same.
CREATE INDEX idx_orders_user_id ON orders (total);
SELECT index_name, recommendation_id FROM dbarch.suggest_indexes('{SELECT * FROM orders WHERE user_id = 5}');
SELECT * FROM recorded WHERE id = 1;
DROP INDEX idx_orders_user_id;

-- Accepted: suggested as before.
SELECT dbarch.accept_recommendation(1, 'next maintenance window');
SELECT index_name, recommendation_id FROM dbarch.suggest_indexes('{SELECT * FROM orders WHERE user_id = 5}');
SELECT * FROM recorded WHERE id = 1;

-- Dismissed: not suggested, and it takes no place.
SELECT dbarch.dismiss_recommendation(1, 'the batch job writes too much');
SELECT index_name FROM dbarch.suggest_indexes('{SELECT * FROM orders WHERE user_id = 5}', max_columns => 1);
SELECT index_name, recommendation_id FROM dbarch.suggest_indexes(
    '{SELECT * FROM orders WHERE user_id = 5,SELECT * FROM users WHERE email = $1}', '{10, 1}', max_indexes => 1, max_columns => 1);
SELECT * FROM recorded;
-- Another index on the table is another matter.
SELECT index_name, recommendation_id FROM dbarch.suggest_indexes('{SELECT * FROM orders WHERE total = 5}', max_columns => 1);

-- Taken back.
SELECT dbarch.reopen_recommendation(recommendation_id => 1);
SELECT index_name, recommendation_id FROM dbarch.suggest_indexes('{SELECT * FROM orders WHERE user_id = 5}', max_columns => 1);
SELECT * FROM recorded WHERE id = 1;

-- Applied: by its DDL, under another name, as a unique index; no longer when the index goes.
SELECT ddl, undo_ddl FROM dbarch.index_recommendations WHERE id = 1 \gset
:ddl;
SELECT * FROM recorded WHERE id = 1;
SELECT state_changed_at FROM dbarch.index_recommendations WHERE id = 1;
ALTER INDEX idx_orders_user_id RENAME TO by_user;
SELECT * FROM recorded WHERE id = 1;
ALTER INDEX by_user RENAME TO idx_orders_user_id;
:undo_ddl;
SELECT * FROM recorded WHERE id = 1;
CREATE INDEX elsewhere ON orders (user_id) WITH (fillfactor = 70);
SELECT state, state_reason FROM recorded WHERE id = 1;
UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'elsewhere'::regclass;
SELECT state, state_reason FROM recorded WHERE id = 1;
DROP INDEX elsewhere;
-- What is not quite the same is not applied.
CREATE INDEX not_it_1 ON orders (user_id DESC);
CREATE INDEX not_it_2 ON orders (user_id, total);
CREATE INDEX not_it_3 ON orders (user_id) INCLUDE (total);
CREATE INDEX not_it_4 ON orders (user_id) WHERE total > 5;
CREATE INDEX not_it_5 ON orders USING hash (user_id);
SELECT state, state_reason FROM recorded WHERE id = 1;
DROP INDEX not_it_1, not_it_2, not_it_3, not_it_4, not_it_5;

-- To be dropped: without a workload the structure alone speaks.
CREATE INDEX twice_1 ON orders (total);
CREATE INDEX twice_2 ON orders (total);
SELECT action, index_name, recommendation_id FROM dbarch.suggest_indexes(tables => '{orders}');
SELECT * FROM recorded WHERE action = 'drop';
SELECT id AS dropped, split_part(index_name, '.', 2) AS copy FROM dbarch.index_recommendations WHERE action = 'drop' \gset
SELECT dbarch.dismiss_recommendation(:dropped, 'both are watched');
SELECT action, index_name, recommendation_id FROM dbarch.suggest_indexes(tables => '{orders}');
ALTER INDEX :copy RENAME TO thrice;
SELECT state, state_reason FROM recorded WHERE action = 'drop';
DROP INDEX thrice;
SELECT state, state_reason FROM recorded WHERE action = 'drop';

-- Expired: not suggested for 35 days, unless it was dismissed, and new again when it is; or without its table.
UPDATE dbarch.recommendations SET last_seen = last_seen - interval '36 days', first_seen = first_seen - interval '36 days';
SELECT dbarch.dismiss_recommendation(2, 'for now');
SELECT * FROM recorded;
SELECT state_changed_at = last_seen + interval '35 days' AS since FROM dbarch.index_recommendations WHERE id = 1;
SELECT recommendation_id FROM dbarch.suggest_indexes('{SELECT * FROM orders WHERE user_id = 5}', max_columns => 1);
SELECT state FROM recorded WHERE id = 1;
BEGIN;
DROP TABLE users;
SELECT state, state_reason FROM recorded WHERE id = 2;
ROLLBACK;
-- A year later nobody asks for what nobody decided about.
BEGIN;
UPDATE dbarch.recommendations SET last_seen = last_seen - interval '1 year';
SELECT count(*) FROM recorded;
SELECT recommendation_id > 4 AS anew FROM dbarch.suggest_indexes('{SELECT * FROM orders WHERE user_id = 5}', max_columns => 1);
SELECT id > 4 AS anew, state FROM recorded;
ROLLBACK;

-- What is rolled back was not recorded, and a transaction that may not write gets advice all the same.
BEGIN;
SELECT recommendation_id IS NOT NULL AS numbered FROM dbarch.suggest_indexes('{SELECT * FROM orders WHERE status = ''open''}');
ROLLBACK;
SELECT count(*) FROM recorded WHERE index_name LIKE '%status%';
BEGIN READ ONLY;
SELECT recommendation_id FROM dbarch.suggest_indexes('{SELECT * FROM orders WHERE status = ''open''}');
SELECT count(*) AS readable FROM dbarch.index_recommendations;
SAVEPOINT before;
SELECT dbarch.dismiss_recommendation(1, 'no');
ROLLBACK;
-- One that cannot be recorded is told, and costs nobody the advice; what is known has its number.
BEGIN;
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'refused'; END $$;
CREATE TRIGGER refuse BEFORE INSERT OR UPDATE ON dbarch.recommendations FOR EACH ROW EXECUTE FUNCTION refuse();
SELECT recommendation_id FROM dbarch.suggest_indexes('{SELECT * FROM orders WHERE status = ''open''}');
SELECT index_name, recommendation_id FROM dbarch.suggest_indexes('{SELECT * FROM orders WHERE user_id = 5}', max_columns => 1);
SELECT current_user = session_user AS still;
ROLLBACK;

-- What concerns one session only is neither suggested nor recorded.
CREATE TEMP TABLE passing AS SELECT g AS id, g % 5000 AS kind, repeat('x', 100) AS note FROM generate_series(1, 50000) AS g;
ANALYZE passing;
SELECT table_name LIKE 'pg_temp_%' AS temporary, recommendation_id
FROM dbarch.suggest_indexes('{SELECT * FROM passing WHERE kind = 5}', max_columns => 1);
DROP TABLE passing;

-- Arguments.
SELECT dbarch.dismiss_recommendation(4711, 'no');
SELECT dbarch.accept_recommendation(NULL);
SELECT dbarch.dismiss_recommendation(1, NULL);
SELECT dbarch.dismiss_recommendation(1, '  ');
DO $$
BEGIN
    PERFORM dbarch.reopen_recommendation(-1);
EXCEPTION WHEN undefined_object THEN
    RAISE NOTICE '%', SQLSTATE;
END $$;

-- Privileges: who may read what.
CREATE ROLE regress_recommendations_nobody;
CREATE ROLE regress_recommendations_reader;
CREATE ROLE regress_recommendations_watcher;
GRANT pg_monitor TO regress_recommendations_watcher;
GRANT USAGE ON SCHEMA shop TO PUBLIC;
GRANT SELECT ON shop.orders TO regress_recommendations_reader;
SET ROLE regress_recommendations_nobody;
SELECT count(*) FROM dbarch.index_recommendations;
SELECT dbarch.dismiss_recommendation(1, 'no');
SELECT dbarch.accept_recommendation(1);
SELECT dbarch.reopen_recommendation(1);
SELECT count(*) FROM dbarch.recommendations;
SET ROLE regress_recommendations_reader;
SELECT id, table_name, ddl IS NOT NULL AS ddl, detail IS NOT NULL AS detail, state FROM dbarch.index_recommendations;
-- Advice and no number: what is recorded is for others to decide about.
SELECT index_name, recommendation_id FROM dbarch.suggest_indexes('{SELECT * FROM orders WHERE user_id = 5}', max_columns => 1);
-- What was dismissed is dismissed for all.
RESET ROLE;
SELECT dbarch.dismiss_recommendation(1, 'as agreed');
SET ROLE regress_recommendations_reader;
SELECT index_name FROM dbarch.suggest_indexes('{SELECT * FROM orders WHERE user_id = 5}', max_columns => 1);
SELECT dbarch.reopen_recommendation(1);
-- A monitoring role knows of all, decides, and sees nothing that holds values of tables that it may not read.
SET ROLE regress_recommendations_watcher;
SELECT id, table_name, index_name, ddl, undo_ddl, reason, detail, state FROM dbarch.index_recommendations;
SELECT dbarch.reopen_recommendation(1, 'look again');
SELECT state, state_changed_by, state_reason FROM dbarch.index_recommendations WHERE id = 1;
RESET ROLE;
GRANT SELECT ON shop.users TO regress_recommendations_watcher;
SET ROLE regress_recommendations_watcher;
SELECT dbarch.reopen_recommendation(2);
SELECT recommendation_id FROM dbarch.suggest_indexes('{SELECT * FROM users WHERE email = $1}');
SELECT count(*) FROM dbarch.recommendations;
INSERT INTO dbarch.recommendations (fingerprint) VALUES ('forged');
UPDATE dbarch.recommendations SET ddl = 'DROP DATABASE shop';
DELETE FROM dbarch.recommendations;
RESET ROLE;
-- Whoever sees some rows of a table only gets no values of the others.
ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
SET ROLE regress_recommendations_reader;
SELECT count(*) FROM dbarch.index_recommendations;
RESET ROLE;
ALTER TABLE orders DISABLE ROW LEVEL SECURITY;

-- Attack: recording and deciding run as the owner of the table, so nothing of the caller's may run in them.
GRANT CREATE ON DATABASE contrib_regression TO regress_recommendations_watcher;
SET ROLE regress_recommendations_watcher;
CREATE SCHEMA regress_recommendations_trap;
CREATE FUNCTION regress_recommendations_trap.spring(text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'trap % ran as %', $1, current_user; END $$;
CREATE FUNCTION regress_recommendations_trap.clock_timestamp() RETURNS timestamptz LANGUAGE plpgsql AS $$
BEGIN PERFORM regress_recommendations_trap.spring('clock_timestamp'); RETURN now(); END $$;
CREATE FUNCTION regress_recommendations_trap.jsonb_populate_record(anyelement, jsonb) RETURNS anyelement LANGUAGE plpgsql AS $$
BEGIN PERFORM regress_recommendations_trap.spring('jsonb_populate_record'); RETURN $1; END $$;
CREATE FUNCTION regress_recommendations_trap.equal(text, text) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN PERFORM regress_recommendations_trap.spring('='); RETURN true; END $$;
CREATE OPERATOR regress_recommendations_trap.= (FUNCTION = regress_recommendations_trap.equal, LEFTARG = text, RIGHTARG = text);
CREATE FUNCTION regress_recommendations_trap.parse_ident(text) RETURNS text[] LANGUAGE plpgsql AS $$
BEGIN PERFORM regress_recommendations_trap.spring('parse_ident'); RETURN '{}'; END $$;
CREATE TEMP TABLE recommendations (id bigint, fingerprint text);
CREATE TEMP TABLE pg_class (oid oid);
SET search_path = regress_recommendations_trap, pg_catalog;
SELECT recommendation_id FROM dbarch.suggest_indexes('{SELECT * FROM shop.users WHERE email OPERATOR(pg_catalog.=) $1}');
SELECT dbarch.accept_recommendation(1);
SELECT count(*) > 0 AS seen, current_user AS still FROM dbarch.index_recommendations;
SHOW search_path;
RESET search_path;
SELECT count(*) AS in_the_decoy FROM pg_temp.recommendations;
DROP TABLE pg_temp.recommendations, pg_temp.pg_class;
RESET ROLE;

-- The table accepts no half-truths.
\set VERBOSITY terse
UPDATE dbarch.recommendations SET decision = 'applied';
UPDATE dbarch.recommendations SET decision = 'dismissed', decision_reason = NULL;
UPDATE dbarch.recommendations SET decided_at = NULL WHERE decision <> 'new';
SET client_min_messages = warning;
DROP SCHEMA regress_recommendations_trap, shop CASCADE;
REVOKE CREATE ON DATABASE contrib_regression FROM regress_recommendations_watcher;
DROP ROLE regress_recommendations_nobody, regress_recommendations_reader, regress_recommendations_watcher;
-- What is to survive a dump and restore.
SELECT c.relname FROM pg_extension AS e, unnest(e.extconfig) AS t (oid) JOIN pg_class AS c ON c.oid = t.oid
WHERE e.extname = 'dbarch' AND c.relname LIKE 'recommendations%' ORDER BY 1;
DROP EXTENSION dbarch;
