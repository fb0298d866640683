-- What a scenario file says, as functions that write it down. Loaded once into the template of all scenarios' databases.
CREATE SCHEMA scenario;
COMMENT ON SCHEMA scenario IS 'Vocabulary and results of advice scenarios';

CREATE TABLE scenario.statement (
    position int GENERATED ALWAYS AS IDENTITY, query text, weight float8, planned_as text,
    cost_before float8, cost_after float8, cost_expert float8);
CREATE TABLE scenario.alternative (number int GENERATED ALWAYS AS IDENTITY, new text[], dropped text[]);
CREATE TABLE scenario.expert (number int GENERATED ALWAYS AS IDENTITY, ddl text);
CREATE TABLE scenario.expected_row (action text, ddl text, reason text);
CREATE TABLE scenario.question (number int GENERATED ALWAYS AS IDENTITY, what text, question text);
CREATE TABLE scenario.argument (name text PRIMARY KEY, value text);
CREATE TABLE scenario.tolerance (what text PRIMARY KEY, value float8);
CREATE TABLE scenario.notices (text text);
CREATE TABLE scenario.built (index_name text, method text, predicted bigint, real bigint);
CREATE TABLE scenario.problem (number int GENERATED ALWAYS AS IDENTITY, what text);
CREATE TABLE scenario.advice AS SELECT * FROM dbarch.suggest_indexes('{}') LIMIT 0;
CREATE TABLE scenario.index_at (moment text, name text, definition text, bare text, of_partition boolean);
-- Share of an expert's gain that must be reached, error of a predicted cost, growth of a query's cost, error of a
-- predicted size of b-trees and of other indexes.
INSERT INTO scenario.tolerance VALUES ('gain', 0.9), ('prediction', 0.03), ('dearer', 0.1), ('btree size', 0.15), ('size', 0.4);

-- A statement of the workload. One with parameters is priced as planned_as says, which has constants in their place;
-- NULL: its cost is not looked at.
CREATE FUNCTION scenario.query(query text, weight float8 DEFAULT 1, planned_as text DEFAULT NULL) RETURNS void
LANGUAGE sql AS $$ INSERT INTO scenario.statement (query, weight, planned_as)
    VALUES (query, weight, coalesce(planned_as, CASE WHEN query !~ '\$\d' THEN query END)) $$;

-- One acceptable outcome: exactly these indexes come to be, written as CREATE INDEX takes them after the name. Several
-- calls are alternatives. The first one is the expert's set unless expert() gives another one.
CREATE FUNCTION scenario.expect(VARIADIC new text[] DEFAULT '{}') RETURNS void
LANGUAGE sql AS $$ INSERT INTO scenario.alternative (new, dropped) VALUES (new, '{}') $$;
CREATE FUNCTION scenario.expect_nothing() RETURNS void
LANGUAGE sql AS $$ INSERT INTO scenario.alternative (new, dropped) VALUES ('{}', '{}') $$;
-- The same, with existing indexes that go.
CREATE FUNCTION scenario.expect_change(new text[], dropped text[]) RETURNS void
LANGUAGE sql AS $$ INSERT INTO scenario.alternative (new, dropped) VALUES (new, dropped) $$;
-- Any indexes, as long as they do what the expert's do.
CREATE FUNCTION scenario.expect_gain_of(VARIADIC ddl text[]) RETURNS void
LANGUAGE sql AS $$ INSERT INTO scenario.expert (ddl) SELECT unnest(ddl) $$;
CREATE FUNCTION scenario.expert(VARIADIC ddl text[]) RETURNS void
LANGUAGE sql AS $$ INSERT INTO scenario.expert (ddl) SELECT unnest(ddl) $$;
-- A row with this action whose ddl and reason match.
CREATE FUNCTION scenario.expect_row(action text, ddl text DEFAULT '', reason text DEFAULT '') RETURNS void
LANGUAGE sql AS $$ INSERT INTO scenario.expected_row VALUES (action, ddl, reason) $$;
-- A query over scenario.advice, the rows, and scenario.notices that must return true; asked before anything is built.
CREATE FUNCTION scenario.expect_true(what text, question text) RETURNS void
LANGUAGE sql AS $$ INSERT INTO scenario.question (what, question) VALUES (what, question) $$;
-- An argument of suggest_indexes(), as an SQL expression. 'queries' => 'NULL' takes what was recorded.
CREATE FUNCTION scenario.argument(name text, value text) RETURNS void
LANGUAGE sql AS $$ INSERT INTO scenario.argument VALUES (name, value) $$;
CREATE FUNCTION scenario.tolerate(what text, value float8) RETURNS void
LANGUAGE sql AS $$ UPDATE scenario.tolerance AS t SET value = $2 WHERE t.what = $1 $$;

CREATE FUNCTION scenario.complain(what text) RETURNS void
LANGUAGE sql AS $$ INSERT INTO scenario.problem (what) VALUES (what) $$;

CREATE FUNCTION scenario.cost(query text) RETURNS float8 LANGUAGE plpgsql AS $$
DECLARE
    plan json;
BEGIN
    IF query IS NULL THEN RETURN NULL; END IF;
    PERFORM scenario.become((SELECT role FROM scenario.acting));
    EXECUTE 'EXPLAIN (FORMAT JSON) ' || query INTO plan;
    PERFORM scenario.become(NULL);
    RETURN plan -> 0 -> 'Plan' ->> 'Total Cost';
END $$;

-- Who plans and asks; the superuser unless the scenario says otherwise.
CREATE TABLE scenario.acting (role text);
CREATE FUNCTION scenario.act_as(role text) RETURNS void LANGUAGE sql AS $$ INSERT INTO scenario.acting VALUES (role) $$;
CREATE FUNCTION scenario.become(role text) RETURNS void LANGUAGE sql AS $$ SELECT set_config('role', coalesce(role, 'none'), false) $$;

-- Without its name, with the columns of INCLUDE in one order.
CREATE FUNCTION scenario.without_name(definition text, name text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN included IS NULL THEN bare ELSE replace(bare, included[1],
        (SELECT string_agg(c, ', ' ORDER BY c) FROM regexp_split_to_table(included[1], ', ') AS c)) END
    FROM (SELECT CASE WHEN definition LIKE 'CREATE UNIQUE%' THEN 'UNIQUE ' ELSE '' END
             || substr(definition, strpos(definition, name || ' ON ') + length(name) + 1) AS bare) AS b,
        LATERAL (SELECT regexp_match(bare, 'INCLUDE \(([^)]*)\)') AS included) AS i $$;
CREATE FUNCTION scenario.without_options(definition text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT regexp_replace(definition, ' WITH \([^)]*\)', '') $$;

-- Indexes of the scenario. Those of partitions come and go with their parent's.
CREATE VIEW scenario.index_now AS
    SELECT i.indexrelid::regclass::text AS name, pg_get_indexdef(i.indexrelid) ||
        CASE WHEN i.indisvalid THEN '' ELSE ' (invalid)' END AS definition,
        scenario.without_name(pg_get_indexdef(i.indexrelid), quote_ident(c.relname)) AS bare, t.relispartition AS of_partition
    FROM pg_index AS i JOIN pg_class AS t ON t.oid = i.indrelid JOIN pg_class AS c ON c.oid = i.indexrelid JOIN pg_namespace AS n ON n.oid = t.relnamespace
    WHERE n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'scenario', 'dbarch');

-- What the server makes of a definition. It is built and rolled back.
CREATE FUNCTION scenario.canonical(definition text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    result text;
BEGIN
    EXECUTE 'CREATE INDEX scenario_canonical ' || definition;
    SELECT i.bare INTO result FROM scenario.index_now AS i
    WHERE i.name ~ '(^|\.)scenario_canonical$';
    RAISE EXCEPTION USING ERRCODE = 'ZZ001', MESSAGE = result;
EXCEPTION WHEN SQLSTATE 'ZZ001' THEN
    RETURN sqlerrm;
END $$;

CREATE FUNCTION scenario.note_indexes(moment text) RETURNS void
LANGUAGE sql AS $$ INSERT INTO scenario.index_at SELECT moment, name, definition, bare, of_partition FROM scenario.index_now $$;

CREATE FUNCTION scenario.advise() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO scenario.argument
    SELECT 'queries', 'ARRAY(SELECT query FROM scenario.statement ORDER BY position)' ON CONFLICT DO NOTHING;
    INSERT INTO scenario.argument
    SELECT 'weights', 'ARRAY(SELECT weight FROM scenario.statement ORDER BY position)'
    WHERE (SELECT value <> 'NULL' FROM scenario.argument WHERE name = 'queries') ON CONFLICT DO NOTHING;
    PERFORM scenario.become((SELECT role FROM scenario.acting));
    EXECUTE 'INSERT INTO scenario.advice SELECT * FROM dbarch.suggest_indexes(' ||
        (SELECT string_agg(name || ' => ' || value, ', ' ORDER BY name) FROM scenario.argument) || ')';
    PERFORM scenario.become(NULL);
END $$;
GRANT USAGE ON SCHEMA scenario TO PUBLIC;
GRANT ALL ON ALL TABLES IN SCHEMA scenario TO PUBLIC;
