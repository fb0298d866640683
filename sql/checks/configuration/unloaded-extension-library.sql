-- id          = "unloaded-extension-library"
-- title       = "Extension whose library is not loaded at the start"
-- severity    = "warning"
-- object      = "extension"
-- reads       = ["extensions", "settings"]
-- message     = "{{ extension_name }} is installed, but its library {{ library }} is not in shared_preload_libraries: it does nothing, or fails"
-- remediation = "Add {{ library }} to shared_preload_libraries and restart the server, or drop the extension."
-- since       = "0.1.0"
-- tags        = ["operation"]
-- ---
-- ## What it does
-- Looks for installed extensions that work only if the server loads their library when it starts: citus, credcheck,
-- pg_cron, pg_qualstats, pg_stat_kcache, pg_stat_monitor, pg_stat_statements, pg_wait_sampling, pgaudit, pglogical
-- and timescaledb. A caller who may not see shared_preload_libraries gets `insufficient_privilege`.
--
-- ## Why it matters
-- After a change of the machine or of the configuration the extension is there, and audit, jobs or statistics have
-- silently stopped.
--
-- ## How to fix
-- Load the library.
--
-- ## False positives
-- A library that another one loads for it.
--
-- ## Sources
-- The manuals of these extensions; PostgreSQL documentation, "Shared Library Preloading".

WITH needing AS (
    SELECT e.extension_name, e.qualified, n.library
    FROM (VALUES ('citus', 'citus'), ('credcheck', 'credcheck'), ('pg_cron', 'pg_cron'), ('pg_qualstats', 'pg_qualstats'),
                 ('pg_stat_kcache', 'pg_stat_kcache'), ('pg_stat_monitor', 'pg_stat_monitor'),
                 ('pg_stat_statements', 'pg_stat_statements'), ('pg_wait_sampling', 'pg_wait_sampling'),
                 ('pgaudit', 'pgaudit'), ('pglogical', 'pglogical'), ('timescaledb', 'timescaledb')
    ) AS n (extension_name, library)
    JOIN extensions AS e ON e.extension_name = n.extension_name
), loaded AS (
    SELECT regexp_split_to_array(s.value, '[\s,"]+') AS libraries
    FROM settings AS s
    WHERE s.name = 'shared_preload_libraries'
)
SELECT
    NULL AS schema_name,
    n.qualified AS object_name,
    NULL AS status,
    NULL AS message,
    NULL AS remediation,
    n.extension_name,
    n.library
FROM needing AS n
CROSS JOIN loaded AS l
WHERE NOT EXISTS (SELECT FROM unnest(l.libraries) AS x (path)
                  WHERE regexp_replace(x.path, '^.*/|\.(so|dll|dylib)$', '', 'g') = n.library)
UNION ALL
SELECT
    NULL,
    NULL,
    'insufficient_privilege',
    format('The caller may not see shared_preload_libraries, which %s installed extensions need', count(*)),
    'Run the check as a member of pg_read_all_settings, such as pg_monitor.',
    NULL,
    NULL
FROM needing AS n
WHERE NOT EXISTS (SELECT FROM loaded)
HAVING count(*) > 0
