-- id = "extension_versions"
-- ---
-- Installed extensions with the version that their files would install now; NULL if the files are gone.
SELECT
    e.extname::text AS extension_name,
    format('%I', e.extname) AS qualified,
    e.extversion AS version,
    a.default_version AS available_version
FROM pg_catalog.pg_extension AS e
LEFT JOIN pg_catalog.pg_available_extensions AS a ON a.name = e.extname
