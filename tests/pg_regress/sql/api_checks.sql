-- check_all() and its kin as users call them.
SET client_min_messages = error;
CREATE EXTENSION IF NOT EXISTS dbarch;
DROP SCHEMA IF EXISTS shop CASCADE;
CREATE SCHEMA shop;
CREATE TABLE shop.customers (id int PRIMARY KEY);
CREATE TABLE shop.orders (id int PRIMARY KEY, customer_id int NOT NULL REFERENCES shop.customers);
CREATE TABLE shop."Line Item" (note text, entered_at timestamp);

-- Some checks, so that a new one changes nothing here.
\set some '{duplicate-index,index-naming,invalid-index,missing-primary-key,redundant-prefix-index,security-definer-search-path,sequence-exhaustion,table-bloat,table-naming,timestamp-without-time-zone,unindexed-foreign-key,unused-index}'

SELECT check_id, area, severity, title, object_kind, parameters, requires, enabled, since FROM dbarch.checks
WHERE check_id = ANY (:'some');
SELECT check_id, severity, object_kind, object_name, message FROM dbarch.check_all(checks => :'some', schemas => '{shop}') WHERE status = 'ok';
SELECT (dbarch.check_all(checks => '{unindexed-foreign-key}', schemas => '{shop}')).fix_sql;
SELECT object_name, detail FROM dbarch.check_design(checks => '{missing-primary-key,timestamp-without-time-zone}', schemas => '{shop}');
SELECT object_name FROM dbarch.check_naming('{shop}', '{index-naming,table-naming}');
SELECT count(*) FROM dbarch.check_all(checks => :'some', schemas => '{shop}', min_severity => 'error') WHERE status = 'ok';
SELECT dbarch.explain_check('invalid-index');

-- Nothing is written and nothing is assumed of the caller's transaction.
BEGIN READ ONLY;
SELECT count(*) FROM dbarch.check_all(checks => :'some', schemas => '{shop}', include_suppressed => true) WHERE status = 'ok';
COMMIT;
SELECT pg_current_xact_id_if_assigned() IS NULL AS no_transaction_id FROM dbarch.check_all(checks => :'some', schemas => '{shop}') LIMIT 1;

-- A role without privileges sees what the catalogs show to everybody.
CREATE ROLE dbarch_regress_nobody;
SET ROLE dbarch_regress_nobody;
SET search_path = shop;
SELECT check_id, object_name FROM dbarch.check_tables(checks => '{table-bloat}', schemas => '{shop}');
SELECT check_id, object_name FROM dbarch.check_design(checks => '{missing-primary-key,timestamp-without-time-zone}', schemas => '{shop}');
RESET ROLE;
RESET search_path;
DROP ROLE dbarch_regress_nobody;

-- Mistakes.
SELECT * FROM dbarch.check_all(areas => '{index}');
\echo :LAST_ERROR_SQLSTATE
SELECT * FROM dbarch.check_all(checks => '{foreign-key}');
SELECT * FROM dbarch.check_all(checks => '{}');
SELECT * FROM dbarch.check_all(checks => ARRAY[NULL]);
\echo :LAST_ERROR_SQLSTATE
SELECT * FROM dbarch.check_all(schemas => '{missing}');
\echo :LAST_ERROR_SQLSTATE
SELECT * FROM dbarch.check_all(schemas => '{pg_catalog}');
SELECT * FROM dbarch.check_all(min_severity => 'high');
SELECT * FROM dbarch.check_naming(checks => '{invalid-index}');
SELECT dbarch.explain_check('missing-key');
SELECT dbarch.explain_check('xyz');
SELECT dbarch.explain_check(NULL) IS NULL AS nothing;

SET client_min_messages = error;
DROP SCHEMA shop CASCADE;
