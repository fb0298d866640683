-- id = "tablespaces"
-- ---
-- Tablespaces that somebody made, with their directory, and the server's data directory: NULL for roles without
-- pg_read_all_settings.
SELECT
    s.spcname::text AS tablespace_name,
    format('%I', s.spcname) AS qualified,
    pg_tablespace_location(s.oid) AS location,
    (SELECT g.setting FROM pg_catalog.pg_settings AS g WHERE g.name = 'data_directory') AS data_directory
FROM pg_catalog.pg_tablespace AS s
WHERE s.spcname NOT IN ('pg_default', 'pg_global')
