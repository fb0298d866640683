-- Whether pg_trgm is installed in this database, and whether this server has it.
SELECT a.installed_version IS NOT NULL AS installed
FROM pg_catalog.pg_available_extensions AS a
WHERE a.name = 'pg_trgm'
