-- Runs one check of the server's state over its fixture. The fixture puts temporary tables in the place of reads
-- (`SET dbarch_test.reads`) and shows case after case with `\set case 'bad ...'` or `'ok ...'` and `\i drivers/case.sql`.
-- The caller sets `id`.
SET client_min_messages = error;
CREATE EXTENSION IF NOT EXISTS dbarch;
\pset format unaligned
\pset tuples_only on
\pset fieldsep '\n  '
\i fixtures/checks/:id.sql
