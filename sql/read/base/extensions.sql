-- id = "extensions"
-- ---
-- Installed extensions.
SELECT e.extname::text AS extension_name, format('%I', e.extname) AS qualified, e.extversion AS version
FROM pg_catalog.pg_extension AS e
