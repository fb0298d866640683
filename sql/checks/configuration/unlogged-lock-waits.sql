-- id          = "unlogged-lock-waits"
-- title       = "Waits for locks that leave no trace"
-- severity    = "info"
-- object      = "setting"
-- reads       = ["settings"]
-- message     = "log_lock_waits is off: who waited for whose lock cannot be found out afterwards"
-- remediation = "{% if fix_sql %}Turn it on and {{ activation }}.{% else %}Turn it on where it was set: {{ source }}.{% endif %}"
-- since       = "0.1.0"
-- tags        = ["operation"]
-- ---
-- ## What it does
-- Looks at the setting log_lock_waits.
--
-- ## Why it matters
-- When users say that all stood still at ten o'clock, the log is the only place that can tell which statement held
-- the lock.
--
-- ## How to fix
-- Turn it on: a line is written for each wait longer than deadlock_timeout, one second, with both statements.
--
-- ## False positives
-- None known; it costs nothing as long as nobody waits.
--
-- ## Sources
-- PostgreSQL documentation, "Error Reporting and Logging", log_lock_waits.

SELECT
    NULL AS schema_name,
    s.name AS object_name,
    s.value,
    s.source,
    s.activation,
    CASE WHEN s.is_alterable THEN 'ALTER SYSTEM SET log_lock_waits = on' END AS fix_sql,
    CASE WHEN s.is_alterable THEN s.revert_sql END AS undo_sql
FROM settings AS s
WHERE s.name = 'log_lock_waits' AND s.value = 'off'
