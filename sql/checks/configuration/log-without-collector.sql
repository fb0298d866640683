-- id          = "log-without-collector"
-- title       = "Log files that nobody writes"
-- severity    = "warning"
-- object      = "setting"
-- reads       = ["settings"]
-- message     = "log_destination is {{ value }}, but logging_collector is off: {{ lost }} is not written"
-- remediation = "Turn logging_collector on and restart the server, or take {{ lost }} out of log_destination."
-- since       = "0.1.0"
-- tags        = ["operation"]
-- ---
-- ## What it does
-- Looks for csvlog or jsonlog in log_destination while logging_collector is off. stderr without a collector is right
-- where systemd or a container takes it.
--
-- ## Why it matters
-- Only the collector writes files in these formats. Whoever set them believes to have a log.
--
-- ## How to fix
-- Turn the collector on; a restart is needed.
--
-- ## False positives
-- None known.
--
-- ## Sources
-- PostgreSQL documentation, "Error Reporting and Logging", log_destination.

SELECT
    NULL AS schema_name,
    s.name AS object_name,
    s.value,
    substring(s.value FROM 'csvlog|jsonlog') AS lost
FROM settings AS s
JOIN settings AS c ON c.name = 'logging_collector' AND c.value = 'off'
WHERE s.name = 'log_destination' AND s.value ~ 'csvlog|jsonlog'
