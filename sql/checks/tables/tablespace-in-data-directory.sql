-- id          = "tablespace-in-data-directory"
-- title       = "Tablespace inside the data directory"
-- severity    = "warning"
-- object      = "tablespace"
-- reads       = ["tablespaces"]
-- message     = "Tablespace {{ qualified }} lies in {{ location }}, inside the data directory of the server"
-- remediation = "Move its tables and indexes to another one (ALTER TABLE ALL IN TABLESPACE ... SET TABLESPACE writes them anew under exclusive locks) and drop it."
-- since       = "0.1.0"
-- tags        = ["availability", "backup"]
-- ---
-- ## What it does
-- Compares the directory of each tablespace with the data directory.
--
-- ## Why it matters
-- pg_basebackup and copies of the data directory meet its files twice, and pg_upgrade and pg_rewind stumble over it. It
-- is on the same disk besides, so that nothing is gained by it.
--
-- ## How to fix
-- A tablespace belongs on a file system of its own; on one disk the default needs no company.
--
-- ## False positives
-- None known.
--
-- ## Sources
-- PostgreSQL documentation, "CREATE TABLESPACE", which warns of it. postgresqltuner and pgdsat compare the paths.

SELECT
    NULL AS schema_name,
    t.qualified AS object_name,
    NULL AS object_kind,
    NULL AS status,
    NULL AS message,
    NULL AS remediation,
    t.qualified,
    t.location
FROM tablespaces AS t
WHERE starts_with(t.location, t.data_directory || '/')
   -- In place, as by the developer's setting allow_in_place_tablespaces.
   OR t.location <> '' AND t.location !~ '^(/|[A-Za-z]:)'
UNION ALL
SELECT
    NULL,
    NULL,
    'server',
    'insufficient_privilege',
    format('The data directory is hidden from %I', current_user),
    'Run the check as a member of pg_read_all_settings.',
    NULL, NULL
FROM tablespaces AS t
WHERE t.data_directory IS NULL
HAVING count(*) > 0
