-- id          = "pending-restart"
-- title       = "Changed setting that waits for a restart"
-- severity    = "warning"
-- object      = "setting"
-- reads       = ["settings"]
-- message     = "{{ object_name }} was changed in the configuration files, but the server still runs with {{ value }}"
-- remediation = "Restart the server at a good moment, or take the change back."
-- since       = "0.1.0"
-- tags        = ["operation"]
-- ---
-- ## What it does
-- Looks for settings whose value in the configuration files differs from the running one and can only change at a
-- restart.
--
-- ## Why it matters
-- The next restart, perhaps after a crash at night, brings a change that nobody thinks of any more. If the value is
-- bad, the server does not even start.
--
-- ## How to fix
-- Restart on purpose, while somebody looks, or undo the change in the file.
--
-- ## False positives
-- None known.
--
-- ## Sources
-- PostgreSQL documentation, "pg_settings", pending_restart.

SELECT
    NULL AS schema_name,
    s.name AS object_name,
    COALESCE(NULLIF(s.value, '') || COALESCE(' (unit: ' || s.unit || ')', ''), 'no value') AS value
FROM settings AS s
WHERE s.is_pending_restart
