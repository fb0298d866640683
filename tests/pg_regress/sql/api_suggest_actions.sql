-- Index advice other than new indexes: each action on tables of its own, and that what it prints can be run and undone.
-- needs: pg_trgm
CREATE EXTENSION dbarch;
CREATE SCHEMA shop;
SET search_path = shop;
SET timezone = 'UTC';
SET datestyle = 'ISO';

CREATE FUNCTION advice(queries text[], tables text[] DEFAULT NULL, OUT action text, OUT ddl text, OUT undo_ddl text, OUT reason text)
RETURNS SETOF record LANGUAGE sql AS
$$ SELECT action, ddl, undo_ddl, reason FROM dbarch.suggest_indexes(queries, tables => tables) ORDER BY rank $$;

---------------------------------------------------------------------------------------------------
-- drop
---------------------------------------------------------------------------------------------------
CREATE TABLE a (id int PRIMARY KEY, x int, y int, z int UNIQUE, w int, big text) WITH (autovacuum_enabled = off);
INSERT INTO a SELECT g, g % 1000, g % 7, g, g % 500, repeat('b', 100) FROM generate_series(1, 20000) AS g;
-- An exact duplicate; a prefix that nobody misses; one that is much smaller than what begins with it.
CREATE INDEX a_x ON a (x) WITH (fillfactor = 80);
CREATE INDEX a_x_again ON a (x);
CREATE INDEX a_w ON a (w);
CREATE INDEX a_w_big ON a (w, big, x, y);
-- A constraint's index that another one repeats, a unique one, the replica identity.
CREATE UNIQUE INDEX a_z_unique ON a (z);
CREATE UNIQUE INDEX a_id_unique ON a (id);
ALTER TABLE a REPLICA IDENTITY USING INDEX a_id_unique;
CREATE INDEX a_id_plain ON a (id);
-- No VACUUM: whether it finds pages all-visible depends on what else runs.
ANALYZE a;
SELECT * FROM advice('{SELECT big FROM a WHERE x = 5}') \gx
-- A statement that reads much of the small index needs it.
SELECT * FROM advice('{SELECT big FROM a WHERE x = 5, SELECT y FROM a WHERE w < 100}') WHERE ddl ~ 'a_w' \gx
SELECT * FROM advice('{SELECT big FROM a WHERE w = 5}') WHERE ddl ~ 'a_w' \gx
-- Costs go on from those of the rows above.
SELECT rank, action, index_name, method, size_bytes > 0 AS has_size, cost_before = cost_after AS same, improvement_pct, query_count,
       confidence, detail ->> 'kept_index' AS kept, detail -> 'hidden' ->> 'judged' AS judged, recommendation_id IS NOT NULL AS recorded
FROM dbarch.suggest_indexes('{SELECT big FROM a WHERE x = 5}');
-- What was dismissed stays dismissed, in whatever order it would have come.
SELECT dbarch.dismiss_recommendation(recommendation_id, 'a report in May needs it') AS dismissed
FROM dbarch.suggest_indexes('{SELECT big FROM a WHERE x = 5}') WHERE index_name = 'shop.a_x_again';
SELECT rank, ddl FROM dbarch.suggest_indexes('{SELECT big FROM a WHERE x = 5}');
DELETE FROM dbarch.recommendations;
-- What is printed can be run and undone.
CREATE TABLE printed (n int, ddl text, undo_ddl text);
CREATE TABLE before (name text, definition text);
INSERT INTO before SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'shop';
INSERT INTO printed SELECT rank, ddl, undo_ddl FROM dbarch.suggest_indexes('{SELECT big FROM a WHERE x = 5}');
SELECT regexp_split_to_table(ddl, E';\n') FROM printed ORDER BY n \gexec
ANALYZE a;
SELECT indexname FROM pg_indexes WHERE tablename = 'a' ORDER BY 1;
SELECT action, ddl FROM advice('{SELECT big FROM a WHERE x = 5}');
SELECT regexp_split_to_table(undo_ddl, E';\n') FROM printed ORDER BY n DESC \gexec
SELECT name, definition FROM before EXCEPT SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'shop';
TRUNCATE printed, before;
-- A partition's part of an index is nobody's to drop; the whole is.
CREATE TABLE p (id int, k int) PARTITION BY RANGE (id);
CREATE TABLE p_1 PARTITION OF p FOR VALUES FROM (0) TO (10000);
CREATE TABLE p_2 PARTITION OF p FOR VALUES FROM (10000) TO (30000);
INSERT INTO p SELECT g, g % 100 FROM generate_series(1, 20000) AS g;
CREATE INDEX p_k ON p (k);
CREATE INDEX p_k_again ON p (k);
ANALYZE p;
SELECT action, ddl, undo_ddl FROM advice('{SELECT * FROM p WHERE k = 3}');
-- Tables that were not asked for are left alone.
SELECT count(*) FROM advice('{SELECT * FROM p WHERE k = 3}', '{shop.printed}');
SELECT count(*) FROM advice('{SELECT * FROM p WHERE k = 3, SELECT big FROM a WHERE x = 5}', '{shop.p}');
-- CLUSTER's index goes with a word about that.
CREATE TABLE c (id int, x int) WITH (autovacuum_enabled = off);
INSERT INTO c SELECT g, g % 100 FROM generate_series(1, 20000) AS g;
CREATE INDEX c_x ON c (x);
CREATE INDEX c_x_id ON c (x, id);
ALTER TABLE c CLUSTER ON c_x;
ANALYZE c;
SELECT reason FROM advice('{SELECT * FROM c WHERE x = 3}');
DROP TABLE p, c;

---------------------------------------------------------------------------------------------------
-- replace
---------------------------------------------------------------------------------------------------
CREATE TABLE r (id int PRIMARY KEY, x int, y int, note text) WITH (autovacuum_enabled = off);
INSERT INTO r SELECT g, g % 200, g, repeat('n', 60) FROM generate_series(1, 25000) AS g;
CREATE INDEX r_x ON r (x) WITH (fillfactor = 70);
ANALYZE r;
SELECT rank, action, index_name, ddl, undo_ddl, reason, detail -> 'replaces' AS replaces
FROM dbarch.suggest_indexes('{SELECT note FROM r WHERE x = 7 ORDER BY y LIMIT 5}') \gx
-- A statement that misses the narrow one keeps it: then it is a new index, with a word about the old one.
SELECT action, ddl, reason FROM advice('{SELECT note FROM r WHERE x = 7 ORDER BY y LIMIT 5, SELECT id FROM r WHERE x < 50}') \gx
-- One statement after the other.
INSERT INTO printed SELECT rank, ddl, undo_ddl FROM dbarch.suggest_indexes('{SELECT note FROM r WHERE x = 7 ORDER BY y LIMIT 5}');
SELECT regexp_split_to_table(ddl, E';\n') FROM printed \gexec
SELECT indexname FROM pg_indexes WHERE tablename = 'r' ORDER BY 1;
SELECT regexp_split_to_table(undo_ddl, E';\n') FROM printed \gexec
SELECT indexdef FROM pg_indexes WHERE tablename = 'r' ORDER BY 1;
TRUNCATE printed;

---------------------------------------------------------------------------------------------------
-- reindex
---------------------------------------------------------------------------------------------------
CREATE TABLE i (id int PRIMARY KEY, x int, y int) WITH (autovacuum_enabled = off);
INSERT INTO i SELECT g, g / 2, g FROM generate_series(1, 20000) AS g;
ANALYZE i;
CREATE UNIQUE INDEX CONCURRENTLY i_x ON i (x);
CREATE UNIQUE INDEX CONCURRENTLY i_x_ccnew ON i (x);
-- An index that was to serve the statement is repaired, and no second one is made.
CREATE INDEX i_y ON i (y);
UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'i_y'::regclass;
SELECT action, ddl, undo_ddl, reason FROM advice('{SELECT * FROM i WHERE y = 3}') \gx
DELETE FROM i WHERE id % 2 = 0;
INSERT INTO printed SELECT rank, ddl, undo_ddl FROM dbarch.suggest_indexes('{SELECT * FROM i WHERE y = 3}') WHERE action IN ('reindex', 'drop');
SELECT ddl FROM printed ORDER BY n \gexec
SELECT indexrelid::regclass, indisvalid FROM pg_index WHERE indrelid = 'i'::regclass ORDER BY 1;
TRUNCATE printed;
-- Bloat: twice the size of a fresh build, and ten megabytes too much.
CREATE TABLE b (id int, pad text) WITH (autovacuum_enabled = off);
INSERT INTO b SELECT g, repeat(md5(g::text), 8) FROM generate_series(1, 100000) AS g;
CREATE INDEX b_pad ON b (pad);
DELETE FROM b WHERE id % 10 <> 0;
VACUUM ANALYZE b;
SELECT action, ddl, undo_ddl = '' AS no_undo FROM advice('{SELECT id FROM b WHERE id = 7}');
SELECT ddl FROM advice('{SELECT id FROM b WHERE id = 7}') WHERE action = 'reindex' \gexec
SELECT count(*) FROM advice('{SELECT id FROM b WHERE id = 7}') WHERE action = 'reindex';

---------------------------------------------------------------------------------------------------
-- analyze
---------------------------------------------------------------------------------------------------
CREATE TABLE fresh (id int) WITH (autovacuum_enabled = off);
INSERT INTO fresh SELECT generate_series(1, 20000);
CREATE TABLE indexed_first (id int, x int) WITH (autovacuum_enabled = off);
INSERT INTO indexed_first SELECT g, g FROM generate_series(1, 20000) AS g;
CREATE INDEX ON indexed_first (x);
CREATE TABLE grown (id int) WITH (autovacuum_enabled = off);
INSERT INTO grown SELECT generate_series(1, 10000);
ANALYZE grown;
INSERT INTO grown SELECT generate_series(1, 120000);
CREATE TABLE stable (id int) WITH (autovacuum_enabled = off);
INSERT INTO stable SELECT generate_series(1, 10000);
ANALYZE stable;
CREATE TABLE changed (id int PRIMARY KEY, x int) WITH (autovacuum_enabled = off);
INSERT INTO changed SELECT g, g FROM generate_series(1, 10000) AS g;
ANALYZE changed;
-- What was counted is forgotten, and so is that the table was analysed just now, when autovacuum may still come.
SELECT pg_stat_force_next_flush();
SELECT pg_stat_reset_single_table_counters('changed'::regclass);
UPDATE changed SET x = -x WHERE id <= 5001;
SELECT pg_stat_force_next_flush();
\set tables 'ARRAY[''SELECT * FROM fresh WHERE id = 1'', ''SELECT * FROM indexed_first WHERE x = 1'', ''SELECT * FROM grown WHERE id = 1'', ''SELECT * FROM stable WHERE id = 1'', ''SELECT * FROM changed WHERE id = 1'']'
SELECT action, ddl, undo_ddl = '' AS no_undo, reason FROM advice(:tables) WHERE action = 'analyze';
SELECT ddl FROM advice(:tables) WHERE action = 'analyze' \gexec
SELECT count(*) FROM advice(:tables) WHERE action = 'analyze';

---------------------------------------------------------------------------------------------------
-- statistics
---------------------------------------------------------------------------------------------------
CREATE TABLE places (id int PRIMARY KEY, city text, "Zip" text, kind int, note text) WITH (autovacuum_enabled = off);
INSERT INTO places SELECT g, 'city ' || g % 100, 'zip ' || g % 100, g % 3, repeat('n', 40) FROM generate_series(1, 20000) AS g;
ANALYZE places;
-- The zip tells the city, the kind does not.
CREATE PROCEDURE run_the_application() LANGUAGE plpgsql SET dbarch.capture = on AS
$$ BEGIN
    PERFORM dbarch.reset_workload();
    PERFORM note FROM shop.places WHERE city = 'city 7' AND "Zip" = 'zip 7';
    PERFORM note FROM shop.places WHERE city = 'city 9' AND kind = 1;
END $$;
CALL run_the_application();
SELECT rank > 1 AS behind, action, table_name, index_name = '' AS no_index, ddl, undo_ddl, query_count, reason
FROM dbarch.suggest_indexes(tables => '{shop.places}') WHERE action = 'statistics' \gx
INSERT INTO printed SELECT rank, ddl, undo_ddl FROM dbarch.suggest_indexes(tables => '{shop.places}') WHERE action = 'statistics';
SELECT ddl FROM printed \gexec
-- There they are: the estimate is right now, and nothing is proposed twice.
SELECT count(*) FROM dbarch.suggest_indexes(tables => '{shop.places}') WHERE action = 'statistics';
CALL run_the_application();
SELECT s ->> 'filtered' AS filtered, (s ->> 'estimated_rows')::numeric = (s ->> 'actual_rows')::numeric AS exact
FROM dbarch.workload, jsonb_array_elements(scans) AS s WHERE query ~ 'Zip';
SELECT undo_ddl FROM printed \gexec
SELECT count(*) FROM pg_statistic_ext;
TRUNCATE printed;
-- A recorded workload is about the whole database: what repeats an index anywhere is told.
SELECT action, ddl FROM dbarch.suggest_indexes() WHERE ddl ~ 'a_id_plain';
SELECT dbarch.reset_workload() > 0 AS some;

---------------------------------------------------------------------------------------------------
-- rewrite
---------------------------------------------------------------------------------------------------
CREATE TABLE orders (id bigint PRIMARY KEY, at timestamptz, name text, tags text[], qty int, price numeric, note varchar(80), customer int)
WITH (autovacuum_enabled = off);
CREATE TABLE customers (id int PRIMARY KEY, country text) WITH (autovacuum_enabled = off);
INSERT INTO orders
SELECT g, timestamptz '2026-01-01' + g * interval '10 min', 'name ' || g, ARRAY['t' || g % 50, 'u' || g % 70], g % 5000, g, 'note ' || g, g % 3000
FROM generate_series(1, 30000) AS g;
INSERT INTO customers SELECT g, 'c' || g % 40 FROM generate_series(1, 3000) AS g;
ANALYZE orders, customers;
CREATE FUNCTION rewrites(VARIADIC queries text[]) RETURNS TABLE (ddl text, reason text, instead text) LANGUAGE sql AS
$$ SELECT ddl, reason, detail ->> 'instead' FROM dbarch.suggest_indexes(queries) WHERE action = 'rewrite' ORDER BY rank $$;
\pset format unaligned
\pset tuples_only on
SELECT reason, instead FROM rewrites('SELECT * FROM orders WHERE at::date = ''2026-02-03''');
SELECT reason, instead FROM rewrites('SELECT * FROM orders WHERE date_trunc(''hour'', at) = ''2026-02-03 10:00+00''');
SELECT reason, instead FROM rewrites('SELECT * FROM orders WHERE to_char(at, ''YYYY-MM-DD'') = ''2026-02-03''');
SELECT reason, instead FROM rewrites('SELECT * FROM orders WHERE ''t3'' = ANY (tags)');
SELECT reason, instead FROM rewrites('SELECT * FROM orders WHERE qty + 0 = 5');
SELECT reason, instead FROM rewrites('SELECT * FROM orders WHERE 30 = qty - 10');
SELECT reason, instead FROM rewrites('SELECT * FROM orders WHERE qty = 5.0');
-- What has no other form is told in words: a fraction equals no integer, a month has no inverse, a subquery has no text.
SELECT reason, instead FROM rewrites('SELECT * FROM orders WHERE qty = 5.5');
SELECT reason, instead FROM rewrites('SELECT * FROM orders WHERE at + interval ''1 month'' < ''2026-02-02''');
SELECT reason, instead FROM rewrites('SELECT * FROM orders WHERE at::date = (SELECT min(country)::date FROM customers)');
-- Nothing is said of what changes from row to row, of other types than text, of an outer join's own condition.
SELECT * FROM rewrites('SELECT * FROM orders WHERE random() + qty = 5', 'SELECT * FROM orders WHERE note::char(80) LIKE ''%abcd''',
                       'SELECT * FROM orders o FULL JOIN customers c ON c.id = o.customer AND (o.qty = 5 OR c.country = ''c7'')');
-- An index on the expression serves these.
SELECT action, ddl FROM advice(ARRAY['SELECT * FROM orders WHERE customer::text = ''7''', 'SELECT * FROM orders WHERE qty * 2 = 20']);
SELECT reason, instead FROM rewrites('SELECT * FROM orders WHERE $1 IS NULL OR qty = $1');
SELECT reason, instead FROM rewrites('SELECT * FROM orders o JOIN customers c ON c.id = o.customer WHERE o.name = ''name 7'' OR c.country = ''c7''');
SELECT ddl, reason FROM rewrites('SELECT * FROM orders WHERE name LIKE ''%ame 77%''', 'SELECT * FROM orders WHERE note ILIKE ''%ote 5%''');
-- What is recorded for others to read has no constants.
SELECT count(*) > 10 AS recorded, count(*) FILTER (WHERE reason || detail ~ '2026-02-03|ame 77|c7') AS with_constants
FROM dbarch.recommendations WHERE action = 'rewrite';
-- Written as advised, each is served by an index.
SELECT action, ddl FROM advice(ARRAY[
    'SELECT * FROM orders WHERE at >= ''2026-02-03''::date AND at < ''2026-02-03''::date + 1',
    'SELECT * FROM orders WHERE qty = 5 - 0',
    'SELECT * FROM orders WHERE qty = 5']);
-- Nothing to say: a pattern without three characters in a row, a table that is small, a predicate beside a better one, a
-- LIMIT that ends the scan early, an index that serves.
CREATE TABLE tiny (id int, x int);
INSERT INTO tiny VALUES (1, 1);
ANALYZE tiny;
SELECT * FROM rewrites('SELECT * FROM orders WHERE name LIKE ''%a%''', 'SELECT * FROM tiny WHERE x + 0 = 1',
                       'SELECT * FROM orders WHERE id = 5 AND qty + 0 = 5', 'SELECT * FROM orders WHERE qty + 0 > 0 LIMIT 5',
                       'SELECT * FROM orders WHERE customer = 7 AND qty + 0 = 5');
CREATE INDEX orders_qty ON orders ((qty + 0));
ANALYZE orders;
SELECT * FROM rewrites('SELECT * FROM orders WHERE qty + 0 = 5');
-- The extension can be created, and then it is no rewriting any more.
SELECT ddl FROM advice('{SELECT * FROM orders WHERE name LIKE ''%ame 77%''}') \gexec
SELECT count(*) FROM rewrites('SELECT * FROM orders WHERE name LIKE ''%ame 77%''');
DROP EXTENSION pg_trgm;
\pset format aligned
\pset tuples_only off

-- Without a workload: repetitions go and what is invalid is repaired, but no constraint is touched.
CREATE TABLE k (a int UNIQUE, b int, CONSTRAINT k_a_again UNIQUE (a)) WITH (autovacuum_enabled = off);
CREATE INDEX k_b ON k (b);
CREATE INDEX k_b_again ON k (b);
CREATE INDEX k_b_a ON k (b, a);
UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'k_b_a'::regclass;
SELECT rank, action, ddl, undo_ddl, confidence FROM dbarch.suggest_indexes(tables => '{shop.k}');
-- Nor is one with a workload.
SELECT action, ddl FROM advice('{SELECT * FROM k WHERE a = 5}');

-- Somebody who may not read the tables learns nothing of them.
CREATE ROLE regress_dbarch_nobody;
GRANT USAGE ON SCHEMA shop TO regress_dbarch_nobody;
SET ROLE regress_dbarch_nobody;
SELECT count(*) FROM dbarch.suggest_indexes('{SELECT * FROM shop.orders WHERE qty + 0 = 5}');
RESET ROLE;

SET client_min_messages = warning;
DROP SCHEMA shop CASCADE;
DROP ROLE regress_dbarch_nobody;
DROP EXTENSION dbarch;
