-- id          = "no-restart-after-crash"
-- title       = "Server that stays down after the crash of one session"
-- severity    = "info"
-- object      = "setting"
-- confidence  = "medium"
-- reads       = ["settings"]
-- message     = "restart_after_crash is off: if one process crashes, the server stops and waits for somebody to start it"
-- remediation = "{% if fix_sql %}Turn it on and {{ activation }}, unless{% else %}Turn it on where it was set ({{ source }}), unless{% endif %} cluster software starts the server."
-- since       = "0.1.0"
-- tags        = ["availability"]
-- ---
-- ## What it does
-- Looks at the setting restart_after_crash.
--
-- ## Why it matters
-- After a crash the server normally recovers and is back in seconds.
--
-- ## How to fix
-- Turn it on.
--
-- ## False positives
-- Cluster software that wants to decide itself whether to start again or to switch over.
--
-- ## Sources
-- PostgreSQL documentation, "Error Handling", restart_after_crash.

SELECT
    NULL AS schema_name,
    s.name AS object_name,
    s.value,
    s.source,
    s.activation,
    CASE WHEN s.is_alterable THEN 'ALTER SYSTEM SET restart_after_crash = on' END AS fix_sql,
    CASE WHEN s.is_alterable THEN s.revert_sql END AS undo_sql
FROM settings AS s
WHERE s.name = 'restart_after_crash' AND s.value = 'off'
