-- id          = "unlogged-checkpoints"
-- title       = "Checkpoints that leave no trace"
-- severity    = "info"
-- object      = "setting"
-- reads       = ["settings"]
-- message     = "log_checkpoints is off: when and why checkpoints happened cannot be found out afterwards"
-- remediation = "{% if fix_sql %}Turn it on and {{ activation }}.{% else %}Turn it on where it was set: {{ source }}.{% endif %}"
-- since       = "0.1.0"
-- tags        = ["operation"]
-- ---
-- ## What it does
-- Looks at the setting log_checkpoints.
--
-- ## Why it matters
-- One line for each checkpoint says what caused it, how much it wrote and how long the disk took. It is the first
-- thing to look at when writes are slow.
--
-- ## How to fix
-- Turn it on, as it is by default since PostgreSQL 15.
--
-- ## False positives
-- None known.
--
-- ## Sources
-- PostgreSQL documentation, "Error Reporting and Logging", log_checkpoints.

SELECT
    NULL AS schema_name,
    s.name AS object_name,
    s.value,
    s.source,
    s.activation,
    CASE WHEN s.is_alterable THEN 'ALTER SYSTEM SET log_checkpoints = on' END AS fix_sql,
    CASE WHEN s.is_alterable THEN s.revert_sql END AS undo_sql
FROM settings AS s
WHERE s.name = 'log_checkpoints' AND s.value = 'off'
