-- The extension installs into its own schema, in the version of its library, and leaves nothing behind.
CREATE EXTENSION dbarch;

SELECT e.extversion = d.default_version AS current, n.nspname AS schema, e.extrelocatable AS relocatable
FROM pg_extension AS e
JOIN pg_namespace AS n ON n.oid = e.extnamespace
JOIN pg_available_extensions AS d ON d.name = e.extname
WHERE e.extname = 'dbarch';

DROP EXTENSION dbarch;

SELECT count(*) AS left_over
FROM pg_proc AS p
WHERE p.pronamespace = to_regnamespace('dbarch');

\set SHOW_CONTEXT never
-- A schema that somebody else has made, or filled, is not built upon.
CREATE ROLE regress_dbarch_stranger;
ALTER SCHEMA dbarch OWNER TO regress_dbarch_stranger;
CREATE EXTENSION dbarch;
ALTER SCHEMA dbarch OWNER TO CURRENT_USER;
CREATE FUNCTION dbarch.health(text) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE EXTENSION dbarch;
DROP SCHEMA dbarch CASCADE;
DROP ROLE regress_dbarch_stranger;
CREATE EXTENSION dbarch;
DROP EXTENSION dbarch;
