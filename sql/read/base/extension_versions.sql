-- id = "extension_versions"
-- ---
-- Installed extensions with the version that their files on this server would install. `is_known`: the files know the
-- installed version too, without which there is no way from it.
SELECT
    e.extname::text AS extension_name,
    format('%I', e.extname) AS qualified,
    e.extversion AS version,
    a.default_version,
    EXISTS (SELECT FROM pg_catalog.pg_available_extension_versions AS v
            WHERE v.name = e.extname AND v.version = e.extversion) AS is_known
FROM pg_catalog.pg_extension AS e
LEFT JOIN pg_catalog.pg_available_extensions AS a ON a.name = e.extname
