-- needs: pgstattuple
-- table_bloat() and index_bloat(): estimates beside what pgstattuple measures.
SET client_min_messages = error;
CREATE EXTENSION IF NOT EXISTS dbarch;
RESET client_min_messages;
CREATE SCHEMA "Farm";
SET search_path = "Farm";
CREATE TABLE "Half" (id int PRIMARY KEY, kind text, gone int, word text COLLATE "C", note name) WITH (autovacuum_enabled = off);
CREATE INDEX half_kind ON "Half" (kind);
CREATE INDEX half_word ON "Half" (word) WHERE word IS NOT NULL;
CREATE INDEX half_lower ON "Half" (lower(word)) WITH (fillfactor = 70);
CREATE INDEX half_note ON "Half" (note);
INSERT INTO "Half" SELECT i, 'kind ' || i % 3, i, CASE WHEN i % 2 = 0 THEN 'word ' || i END, 'note ' || i FROM generate_series(1, 40000) AS i;
DELETE FROM "Half" WHERE id > 10000 AND id <= 30000;
-- Counters of rows are written after a second; later than ANALYZE they would count what it has counted.
SELECT pg_sleep(1.1);
VACUUM ANALYZE "Half";
CREATE TABLE packed (id int, a boolean, b bigint, c text) WITH (fillfactor = 70, autovacuum_enabled = off);
INSERT INTO packed SELECT i, true, i, repeat('x', i % 200) FROM generate_series(1, 20000) AS i;
CREATE INDEX packed_gin ON packed USING gin (to_tsvector('simple', c));
CREATE INDEX packed_brin ON packed USING brin (id);
CREATE INDEX packed_hash ON packed USING hash (id);
CREATE INDEX packed_gist ON packed USING gist (point(id, b));
-- Full ones, of every kind that simpler arithmetic takes for bloated or for smaller than they are.
CREATE TABLE fresh (id int, code text, few int, rare int, wide text, padded char(10), one boolean, two bigint) WITH (autovacuum_enabled = off);
INSERT INTO fresh
SELECT i, 'c' || i, i % 10, CASE WHEN i % 50 = 0 THEN i END, CASE WHEN i % 2 = 0 THEN repeat('w', 90) || i END, 'p' || i % 9, i % 3 = 0, i
FROM generate_series(1, 40000) AS i;
CREATE INDEX fresh_fillfactor ON fresh (id) WITH (fillfactor = 40);
CREATE INDEX fresh_deduplicated ON fresh (few);
CREATE INDEX fresh_not_deduplicated ON fresh (few) WITH (deduplicate_items = off);
CREATE INDEX fresh_mostly_null ON fresh (rare);
CREATE INDEX fresh_half_null ON fresh (wide);
CREATE INDEX fresh_not_null ON fresh (wide) WHERE wide IS NOT NULL;
CREATE INDEX fresh_part ON fresh (id) WHERE one;
CREATE INDEX fresh_included ON fresh (few) INCLUDE (id);
CREATE INDEX fresh_expression ON fresh (upper(code));
CREATE INDEX fresh_padded ON fresh (padded);
CREATE INDEX fresh_hash ON fresh USING hash (id);
SELECT pg_sleep(1.1);
VACUUM ANALYZE packed, fresh;
CREATE TABLE documents (id int, body text) WITH (autovacuum_enabled = off, toast.autovacuum_enabled = off);
ALTER TABLE documents ALTER COLUMN body SET STORAGE EXTERNAL;
INSERT INTO documents SELECT i, repeat('x', 7900) FROM generate_series(1, 500) AS i;
DELETE FROM documents WHERE id % 10 > 0;
SELECT pg_sleep(1.1);
VACUUM ANALYZE documents;
CREATE TABLE never (id int) WITH (autovacuum_enabled = off);
INSERT INTO never SELECT generate_series(1, 30000);
CREATE MATERIALIZED VIEW seen WITH (autovacuum_enabled = off) AS SELECT i FROM generate_series(1, 30000) AS i;
ANALYZE seen;

-- By estimate: rounded, so that a page more or less does not show.
SELECT table_name, round(bloat_pct / 10) * 10 AS about, toast_bloat_bytes > 0 AS toast, method, confidence, status, reason, ddl
FROM dbarch.table_bloat(schemas => '{Farm}', min_size => '16kB') ORDER BY table_name;
SELECT index_name, access_method, round(bloat_pct / 10) * 10 AS about, method, confidence, status, reason, ddl
FROM dbarch.index_bloat(schemas => '{Farm}', min_size => '16kB') WHERE table_name !~ 'fresh' ORDER BY index_name;
SELECT index_name, bloat_pct FROM dbarch.index_bloat(schemas => '{Farm}', min_size => '16kB') WHERE table_name ~ 'fresh' AND bloat_pct > 3;
SELECT count(*) FROM dbarch.index_bloat(schemas => '{Farm}', min_size => '16kB') WHERE table_name ~ 'fresh' AND bloat_pct IS NOT NULL;
-- Parts add up, and the largest bloat comes first.
SELECT count(*) FILTER (WHERE dead_bytes + free_bytes IS DISTINCT FROM bloat_bytes) AS wrong_sum,
       count(*) FILTER (WHERE fillfactor_bytes > 0) AS with_reserve, count(*) FILTER (WHERE padding_bytes > 0) AS with_padding
FROM dbarch.table_bloat(schemas => '{Farm}', min_size => '16kB');
SELECT table_name FROM dbarch.table_bloat(schemas => '{Farm}') LIMIT 1;

-- Without the extension.
SELECT * FROM dbarch.table_bloat(exact => true);
SELECT * FROM dbarch.index_bloat(exact => true);

-- In any schema, and measured: as the estimate says.
CREATE SCHEMA "Tools";
CREATE EXTENSION pgstattuple SCHEMA "Tools";
SELECT m.table_name, m.method, m.confidence, m.status, abs(m.bloat_pct - e.bloat_pct) < 3 AS agrees,
       m.toast_bloat_bytes > 0 AS toast
FROM dbarch.table_bloat(true, '{Farm}', '16kB') AS m
JOIN dbarch.table_bloat(false, '{Farm}', '16kB') AS e USING (table_name) ORDER BY table_name;
SELECT m.index_name, m.method, m.confidence, m.status, abs(m.bloat_pct - e.bloat_pct) < 3 AS agrees, m.reason
FROM dbarch.index_bloat(true, '{Farm}', '16kB') AS m
JOIN dbarch.index_bloat(false, '{Farm}', '16kB') AS e USING (index_name)
WHERE m.table_name !~ 'fresh' ORDER BY index_name;

-- The statement of a row gives back what the row says.
SELECT ddl FROM dbarch.table_bloat(schemas => '{Farm}') WHERE table_name ~ 'Half' \gexec
SELECT table_name, bloat_pct FROM dbarch.table_bloat(schemas => '{Farm}') WHERE table_name ~ 'Half';
SELECT index_name, bloat_pct FROM dbarch.index_bloat(schemas => '{Farm}', min_size => '100kB') WHERE table_name ~ 'Half' ORDER BY 1;

-- Dead rows that nothing has vacuumed count, those of the TOAST table too.
DELETE FROM packed WHERE id % 2 = 0;
SELECT pg_sleep(1.5);
SELECT dead_bytes > 0 AS dead, round(bloat_pct / 10) * 10 AS about, confidence, reason
FROM dbarch.table_bloat(schemas => '{Farm}') WHERE table_name ~ 'packed';

-- A limit that is too short: the estimate stays, and the row says so. No lock is left.
SELECT count(*) > 0 AS rows, count(*) FILTER (WHERE method = 'estimate') = count(*) AS estimates,
       min(reason) ~ 'time_limit was reached' AS said
FROM dbarch.table_bloat(true, '{Farm}', '16kB', '1 us');
SELECT count(*) AS locks FROM pg_locks WHERE pid = pg_backend_pid() AND relation = 'packed'::regclass;

-- Who may not measure gets the estimate, who may not see statistics neither, and both are said.
CREATE ROLE regress_dbarch_farmer;
GRANT USAGE ON SCHEMA "Farm", "Tools" TO regress_dbarch_farmer;
GRANT SELECT ON packed TO regress_dbarch_farmer;
SET ROLE regress_dbarch_farmer;
SELECT table_name, bloat_pct IS NOT NULL AS known, method, status, left(reason, 70) AS reason
FROM dbarch.table_bloat(schemas => '{Farm}', min_size => '16kB') WHERE table_name ~ 'Half|packed' ORDER BY table_name;
SELECT table_name, bloat_pct IS NOT NULL AS known, method, status, left(reason, 70) AS reason
FROM dbarch.table_bloat(true, '{Farm}', '16kB') WHERE table_name ~ 'Half|packed' ORDER BY table_name;
SELECT index_name, bloat_pct IS NOT NULL AS known, status FROM dbarch.index_bloat(schemas => '{Farm}', min_size => '100kB')
WHERE access_method = 'btree' AND table_name !~ 'fresh' ORDER BY 1;
RESET ROLE;

-- Arguments.
SELECT count(*) FROM dbarch.table_bloat(schemas => '{nowhere}');
SELECT * FROM dbarch.table_bloat(min_size => 'much');
SELECT * FROM dbarch.index_bloat(time_limit => '-1 s');
SELECT * FROM dbarch.index_bloat(schemas => ARRAY[NULL]);

SET client_min_messages = warning;
DROP SCHEMA "Farm", "Tools" CASCADE;
DROP ROLE regress_dbarch_farmer;
