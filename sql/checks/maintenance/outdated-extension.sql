-- id          = "outdated-extension"
-- title       = "Extension older than its files"
-- severity    = "info"
-- object      = "extension"
-- reads       = ["extension_versions"]
-- message     = "Extension {{ extension_name }} is at version {{ version }}, and its files on this server are at {{ default_version }}"
-- remediation = "Read its release notes, and update it: the library is new already, while its functions in this database are of the old version."
-- since       = "0.1.0"
-- tags        = ["maintenance"]
-- ---
-- ## What it does
-- Compares the installed version of each extension with the one that CREATE EXTENSION would install now. Versions that
-- its files do not know, such as those of developers, are left out.
--
-- ## Why it matters
-- A package update or pg_upgrade brings new files, and nothing updates the objects in the databases. Fixes stay away, and
-- some extensions refuse to work.
--
-- ## How to fix
-- ALTER EXTENSION ... UPDATE runs scripts of the extension. Some have no way back.
--
-- ## False positives
-- A default version below the installed one, where somebody has installed a newer one by name.
--
-- ## Sources
-- PostgreSQL documentation, "pg_available_extensions". splinter and check_pgactivity report the same.

SELECT
    NULL AS schema_name,
    e.qualified AS object_name,
    e.extension_name,
    e.version,
    e.default_version,
    format('ALTER EXTENSION %s UPDATE', e.qualified) AS fix_sql
FROM extension_versions AS e
WHERE e.is_known AND e.version <> e.default_version
