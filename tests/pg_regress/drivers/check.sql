-- Runs one check over its fixture: what it finds, that its fixes leave nothing to find, and that its undos bring the
-- very same findings back. The caller sets `id`.
SET client_min_messages = error;
CREATE EXTENSION IF NOT EXISTS dbarch;
DROP SCHEMA IF EXISTS shop CASCADE;
CREATE SCHEMA shop;
SET search_path = shop;
\o /dev/null
\i fixtures/checks/:id.sql
\o
\pset format unaligned
\pset tuples_only on
\pset fieldsep '\n  '
\echo '== found'
SELECT severity || ' ' || object_kind || ' ' || coalesce(object_name, '-') || CASE WHEN status <> 'ok' THEN ' ' || status ELSE '' END,
       message, coalesce('fix:  ' || fix_sql, 'no fix'), coalesce('undo: ' || undo_sql, 'no undo')
FROM dbarch.check_all(checks => ARRAY[:'id'], schemas => '{shop}');
CREATE TEMP TABLE before AS
SELECT object_name, fingerprint, fix_sql, undo_sql
FROM dbarch.check_all(checks => ARRAY[:'id'], schemas => '{shop}') WHERE status = 'ok';
\echo '== found although nothing is wrong'
SELECT object_name FROM before WHERE object_name !~* 'bad';
\echo '== left after every fix'
SELECT fix_sql FROM before WHERE fix_sql IS NOT NULL \gexec
SELECT object_name, message
FROM dbarch.check_all(checks => ARRAY[:'id'], schemas => '{shop}')
WHERE status = 'ok' AND object_name NOT IN (SELECT object_name FROM before WHERE fix_sql IS NULL);
\echo '== different after every undo'
SELECT undo_sql FROM before WHERE undo_sql IS NOT NULL \gexec
SELECT object_name, fingerprint FROM before WHERE undo_sql IS NOT NULL
EXCEPT
SELECT object_name, fingerprint FROM dbarch.check_all(checks => ARRAY[:'id'], schemas => '{shop}');
DROP SCHEMA shop CASCADE;
DROP ROLE IF EXISTS dbarch_fixture_owner;
