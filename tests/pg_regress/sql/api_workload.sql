-- The captured workload: what it holds of each statement, who may see it, and what advice makes of it.
-- The scripts that run these tests switch the capture off.
CREATE EXTENSION dbarch;
SET client_min_messages = warning;
CREATE ROLE regress_dbarch_app;
CREATE ROLE regress_dbarch_reader;
CREATE ROLE regress_dbarch_monitor IN ROLE pg_read_all_stats;
CREATE SCHEMA shop;
CREATE TABLE shop.orders (id int PRIMARY KEY, user_id int, status text, total numeric, created_at timestamptz);
INSERT INTO shop.orders
SELECT g, g % 1000, CASE WHEN g % 100 = 0 THEN 'open' ELSE 'done' END, g, timestamptz '2026-01-01 00:00+00' + g * interval '1 min'
FROM generate_series(1, 20000) g;
CREATE TABLE shop.items (order_id int REFERENCES shop.orders, name text);
CREATE FUNCTION shop.open_orders(p_user int) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE n bigint; latest timestamptz;
BEGIN
    SELECT count(*) INTO n FROM shop.orders o WHERE o.user_id = p_user AND o.status = 'open';
    latest := (SELECT max(created_at) FROM shop.orders WHERE user_id = p_user);
    RETURN n;
END $$;
GRANT USAGE ON SCHEMA shop TO regress_dbarch_app, regress_dbarch_reader;
GRANT SELECT, UPDATE ON shop.orders TO regress_dbarch_app;
GRANT SELECT (id) ON shop.orders TO regress_dbarch_reader;
ANALYZE shop.orders;
RESET client_min_messages;
SELECT dbarch.reset_workload() >= 0 AS reset;

-- Statements with constants, by clients, in functions, in triggers, prepared, of cursors and commands.
SET search_path = shop, public;
SET dbarch.capture = on;
SELECT count(*) FROM orders WHERE user_id = 7 AND status = 'open';
SELECT count(*) FROM orders WHERE user_id = 8 AND status = 'done';
SELECT shop.open_orders(5);
PREPARE by_user(int) AS SELECT count(*) FROM orders WHERE user_id = $1 AND total > 10.5;
EXECUTE by_user(1);
EXECUTE by_user(2);
UPDATE orders SET status = 'done', total = 1 WHERE id = 100;
INSERT INTO items VALUES (1, 'a');
BEGIN;
DECLARE a_few CURSOR FOR SELECT id FROM orders WHERE created_at < '2026-01-01 00:10+00' ORDER BY id;
FETCH 3 FROM a_few;
FETCH 3 FROM a_few;
COMMIT;
\o /dev/null
EXPLAIN ANALYZE SELECT id FROM orders WHERE id = 78 \; SELECT 2;
\o
CREATE TABLE few AS SELECT id FROM orders WHERE total BETWEEN 3 AND 5;
SELECT 1 / 0 FROM orders;
DO $$ BEGIN PERFORM 1 FROM shop.orders WHERE id = 3; PERFORM 1 / 0 FROM shop.orders; EXCEPTION WHEN division_by_zero THEN NULL; END $$;
-- What is left out.
SELECT count(*) > 0 AS catalogs FROM pg_class;
CREATE TEMP TABLE scratch (a int);
SELECT * FROM scratch;
EXPLAIN (COSTS OFF) SELECT id FROM orders WHERE id = 77;
SET dbarch.capture = off;
SELECT 'not captured' FROM orders WHERE id = 1;

SELECT regexp_replace(query, '\s+', ' ', 'g') AS query, calls, nested_calls AS nested, nesting AS depth, rows, search_path
FROM dbarch.workload WHERE tables @> '[{"table": "shop.orders"}]' OR tables @> '[{"table": "shop.items"}]'
ORDER BY query COLLATE "C";
SELECT regexp_replace(query, '\s+', ' ', 'g') AS query, constants -> 'types' AS types, constants -> 'vectors' AS vectors
FROM dbarch.workload WHERE constants -> 'vectors' <> '[]' AND tables @> '[{"table": "shop.orders"}]'
ORDER BY query COLLATE "C";
SELECT t FROM dbarch.workload, jsonb_array_elements(tables) AS t WHERE query LIKE 'UPDATE%';
SELECT s ->> 'node' AS node, s ->> 'table' AS "table", s -> 'filtered' AS filtered, s -> 'samples' AS samples,
       s -> 'estimated_rows' AS estimated, s -> 'actual_rows' AS actual, s -> 'removed_rows' AS removed
FROM dbarch.workload, jsonb_array_elements(scans) AS s WHERE query LIKE '%status = ''open''' AND nested_calls = 0;
SELECT total_time_ms > 0 AND max_time_ms <= total_time_ms AND abs(mean_time_ms * calls - total_time_ms) < 0.001 AS times,
       shared_blks_hit > 0 AS hit, wal_records > 0 AND wal_bytes > 0 AS wal,
       first_seen <= last_seen AND last_seen <= now() AS seen
FROM dbarch.workload WHERE query LIKE 'UPDATE%';
SELECT statements > 0 AS some, statements <= max_statements AND text_bytes <= max_text_bytes AS bounded, evicted_statements,
       (excluded_calls ->> 'catalog')::int > 0 AS catalog, (excluded_calls ->> 'temporary')::int AS temporary,
       (excluded_calls ->> 'utility')::int > 0 AS utility
FROM dbarch.capture_statistics();

-- Advice takes it, with its constants, and says so.
SELECT ddl, query_count, confidence, detail ->> 'source' AS source FROM dbarch.suggest_indexes(max_columns => 2);
SELECT s ->> 'sql' AS sql, s ->> 'constants' AS constants
FROM dbarch.suggest_indexes(max_indexes => 1), jsonb_array_elements(detail -> 'statements') AS s ORDER BY 1;
SELECT query, detail ->> 'source' AS source, time_before_ms IS NOT NULL AS ran
FROM dbarch.validate_index('CREATE INDEX ON shop.orders (created_at)', mode => 'execute') WHERE used;

-- Others see their own statements; pg_read_all_stats shows those of others, and constants need SELECT on the tables.
SET dbarch.capture = on;
SET ROLE regress_dbarch_app;
SELECT count(*) FROM orders WHERE total = 4711;
SELECT query, constants -> 'vectors' AS vectors FROM dbarch.workload;
SET ROLE regress_dbarch_reader;
SELECT id FROM orders WHERE id = 4712;
SELECT query, constants -> 'vectors' AS vectors, note FROM dbarch.workload;
SET ROLE regress_dbarch_monitor;
SELECT DISTINCT note, constants -> 'vectors' AS vectors FROM dbarch.workload WHERE tables @> '[{"table": "shop.orders"}]';
SELECT count(*) AS shown FROM dbarch.workload WHERE query ~ '4711|4712|open''|2026';
SELECT dbarch.reset_workload();
SELECT dbarch.import_workload('{}');
RESET ROLE;

-- Constants that are not to be kept, of a setting, a role, a table.
SET dbarch.capture_constants = types;
SELECT count(*) FROM orders WHERE total < 5 AND status = 'secret';
SET dbarch.capture_constants = off;
SELECT count(*) FROM orders WHERE total > 5 AND status = 'secret' LIMIT 3;
PREPARE hidden(int) AS SELECT count(*) FROM orders WHERE user_id = $1 AND status > 'secret';
EXECUTE hidden(4713);
RESET dbarch.capture_constants;
SET dbarch.capture_constant_size = 10;
SELECT count(*) FROM orders WHERE total = 3 AND status = 'longer than ten bytes';
RESET dbarch.capture_constant_size;
SET dbarch.capture = off;
SELECT query, note, constants FROM dbarch.workload
WHERE query ~ 'total < \$|total > \$|user_id = \$1 AND status >|longer' ORDER BY query COLLATE "C";

-- Elsewhere: what was exported comes in, and advice is made for it.
CREATE TABLE exported AS SELECT dbarch.export_workload() AS document;
SELECT dbarch.reset_workload() > 10 AS reset;
SELECT count(*) FROM dbarch.workload;
SELECT dbarch.import_workload(document) > 10 AS imported FROM exported;
SELECT source, query, calls, constants -> 'vectors' AS vectors FROM dbarch.workload WHERE query LIKE '%created_at <%';
SELECT DISTINCT detail ->> 'source' AS source, confidence FROM dbarch.suggest_indexes(max_indexes => 1);
SELECT dbarch.import_workload(NULL);
SELECT dbarch.import_workload('{"dbarch_workload": 99}');
SELECT dbarch.import_workload('{"dbarch_workload": 1, "statements": [{"query_id": "x"}]}');
SELECT dbarch.import_workload('{"dbarch_workload": 1, "statements": [{"first_seen": "x"}]}');
SELECT dbarch.reset_workload() > 10 AS reset;

-- A statement on a table that is gone is shown, and no part of advice.
SET dbarch.capture = on;
SELECT * FROM few WHERE id = 4;
SET dbarch.capture = off;
DROP TABLE few;
SELECT query, note FROM dbarch.workload;
SET client_min_messages = warning;
SELECT count(*) FROM dbarch.suggest_indexes();

-- Where no statement uses a table, advice is on structure.
SET dbarch.capture = on;
SELECT 1 AS no_table;
SET dbarch.capture = off;
SELECT query FROM dbarch.workload WHERE query LIKE '%no_table%';
SELECT DISTINCT detail ->> 'source' AS source FROM dbarch.suggest_indexes();

SELECT dbarch.reset_workload() > 0 AS reset;
DEALLOCATE ALL;
DROP SCHEMA shop CASCADE;
DROP TABLE scratch;
DROP ROLE regress_dbarch_app, regress_dbarch_reader, regress_dbarch_monitor;
DROP EXTENSION dbarch;
