-- id          = "outdated-extension"
-- title       = "Extension older than its files"
-- severity    = "info"
-- object      = "extension"
-- reads       = ["extension_versions"]
-- message     = "{{ extension_name }} has version {{ version }}, and its files would install {{ available_version }}"
-- remediation = "Read its release notes, then update it. Most updates cannot be taken back."
-- since       = "0.1.0"
-- tags        = ["operation"]
-- ---
-- ## What it does
-- Compares the version of each installed extension with the default version of its files. Extensions whose files are
-- gone are not judged.
--
-- ## Why it matters
-- New packages or a new major version bring new code, while the SQL objects of the extension stay as they were:
-- corrections are missing, new functions too.
--
-- ## How to fix
-- ALTER EXTENSION ... UPDATE, in each database that has it.
--
-- ## False positives
-- A version kept on purpose, because other servers or standbys are not there yet.
--
-- ## Sources
-- PostgreSQL documentation, "ALTER EXTENSION". check_pgactivity and splinter compare likewise.

SELECT
    NULL AS schema_name,
    v.qualified AS object_name,
    v.extension_name,
    v.version,
    v.available_version,
    format('ALTER EXTENSION %s UPDATE', v.qualified) AS fix_sql
FROM extension_versions AS v
WHERE v.available_version <> v.version
