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
