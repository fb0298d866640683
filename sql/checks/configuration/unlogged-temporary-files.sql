-- id          = "unlogged-temporary-files"
-- title       = "Temporary files that leave no trace"
-- severity    = "info"
-- object      = "setting"
-- reads       = ["database_activity", "settings"]
-- message     = "log_temp_files is -1, and queries of this database have written {{ temporary_bytes | bytes }} in {{ temporary_files }} temporary files"
-- remediation = "{% if fix_sql %}Set it to 10 MB and {{ activation }}.{% else %}Set it to 10 MB where it was set: {{ source }}.{% endif %} The log then names the statements that need more work_mem or an index."
-- since       = "0.1.0"
-- tags        = ["operation"]
-- [params.min_files]
-- default = 100
-- about   = "Temporary files since counters were reset, from which it matters."
-- ---
-- ## What it does
-- Looks for log_temp_files = -1, if this database has counted `min_files` temporary files.
--
-- ## Why it matters
-- A sort or hash that does not fit into work_mem goes to disk and is slow. Which statements do so is worth knowing.
--
-- ## How to fix
-- Log files above some size.
--
-- ## False positives
-- None known.
--
-- ## Sources
-- PostgreSQL documentation, "Error Reporting and Logging", log_temp_files.

SELECT
    NULL AS schema_name,
    s.name AS object_name,
    a.temporary_bytes,
    a.temporary_files,
    s.source,
    s.activation,
    CASE WHEN s.is_alterable THEN 'ALTER SYSTEM SET log_temp_files = ''10MB''' END AS fix_sql,
    CASE WHEN s.is_alterable THEN s.revert_sql END AS undo_sql
FROM settings AS s
JOIN database_activity AS a ON a.is_current
CROSS JOIN params AS p
WHERE s.name = 'log_temp_files' AND s.value = '-1' AND a.temporary_files >= p.min_files
