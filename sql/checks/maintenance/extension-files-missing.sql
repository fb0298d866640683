-- id          = "extension-files-missing"
-- title       = "Extension whose files are not on the server"
-- severity    = "warning"
-- object      = "extension"
-- reads       = ["extension_versions"]
-- message     = "Extension {{ extension_name }} ({{ version }}) is installed in this database, but the server has no files of it"
-- remediation = "Install its package on this server, as on every standby; or drop the extension if it is not needed any more."
-- since       = "0.1.0"
-- tags        = ["availability", "maintenance"]
-- ---
-- ## What it does
-- Looks for installed extensions without a control file on the server.
--
-- ## Why it matters
-- Functions in a library that is gone fail when they are called, a dump cannot be restored here, and pg_upgrade refuses.
-- Mostly the package was forgotten on a standby that became the primary.
--
-- ## How to fix
-- Install the package of the same version for this major version of PostgreSQL.
--
-- ## False positives
-- None known.
--
-- ## Sources
-- PostgreSQL documentation, "Extension Files" and "pg_available_extensions".

SELECT
    NULL AS schema_name,
    e.qualified AS object_name,
    e.extension_name,
    e.version
FROM extension_versions AS e
WHERE e.default_version IS NULL AND NOT e.is_known
