-- id          = "unusual-log-level"
-- title       = "Log that hides errors or drowns in details"
-- severity    = "warning"
-- object      = "setting"
-- reads       = ["settings"]
-- message     = "{{ object_name }} is {{ value }}: {% if is_quiet %}errors of statements are not logged as they should be{% else %}the log fills with what only developers of PostgreSQL need{% endif %}"
-- remediation = "{% if fix_sql %}Set it back to {{ default_value }} and {{ activation }}.{% else %}Set it back to {{ default_value }} where it was set: {{ source }}.{% endif %}"
-- since       = "0.1.0"
-- tags        = ["operation"]
-- ---
-- ## What it does
-- Looks at log_min_messages and log_min_error_statement for levels above error, and for debug levels.
--
-- ## Why it matters
-- With fatal or panic, failing statements leave no trace, or a trace without their text. With debug levels the log
-- grows by many lines for each statement.
--
-- ## How to fix
-- Go back to the defaults, warning and error.
--
-- ## False positives
-- For a short time, while an error is looked for.
--
-- ## Sources
-- PostgreSQL documentation, "Error Reporting and Logging", Message Severity Levels.

SELECT
    NULL AS schema_name,
    s.name AS object_name,
    s.value,
    s.default_value,
    s.source,
    s.activation,
    s.value IN ('fatal', 'panic') AS is_quiet,
    CASE WHEN s.is_alterable THEN format('ALTER SYSTEM SET %I = %s', s.name, s.default_value) END AS fix_sql,
    CASE WHEN s.is_alterable THEN s.revert_sql END AS undo_sql
FROM settings AS s
WHERE s.name IN ('log_min_messages', 'log_min_error_statement')
  AND (s.value IN ('fatal', 'panic') OR s.value LIKE 'debug_')
