-- id          = "log-hostname-on"
-- title       = "Name service asked for each connection"
-- severity    = "info"
-- object      = "setting"
-- reads       = ["settings"]
-- message     = "log_hostname is on: each new connection waits for the name service"
-- remediation = "{% if fix_sql %}Turn it off and {{ activation }}.{% else %}Turn it off where it was set: {{ source }}.{% endif %}"
-- since       = "0.1.0"
-- tags        = ["performance"]
-- ---
-- ## What it does
-- Looks at the setting log_hostname.
--
-- ## Why it matters
-- A slow or broken name service makes every connection slow, seconds each. The address is in the log anyway.
--
-- ## How to fix
-- Turn it off, and look up addresses when somebody reads the log.
--
-- ## False positives
-- Sites whose addresses mean nothing after a day.
--
-- ## Sources
-- PostgreSQL documentation, "Error Reporting and Logging", log_hostname. Reported by postgresqltuner.

SELECT
    NULL AS schema_name,
    s.name AS object_name,
    s.value,
    s.source,
    s.activation,
    CASE WHEN s.is_alterable THEN 'ALTER SYSTEM SET log_hostname = off' END AS fix_sql,
    CASE WHEN s.is_alterable THEN s.revert_sql END AS undo_sql
FROM settings AS s
WHERE s.name = 'log_hostname' AND s.value = 'on'
