-- id          = "configuration-file-error"
-- title       = "Line of a configuration file that the server refuses"
-- severity    = "warning"
-- object      = "setting"
-- reads       = ["configuration_file_errors"]
-- identity    = ["source_file"]
-- message     = "{{ source_file }}, line {{ source_line }}: {% if setting_name %}{{ setting_name }}: {% endif %}{{ error }}"
-- remediation = "Correct the line, then reload the configuration with SELECT pg_reload_conf(). Until then a restart fails."
-- since       = "0.1.0"
-- tags        = ["operation", "availability"]
-- ---
-- ## What it does
-- Reads the configuration files as the server would at a reload, and reports the lines that it could not take. Only
-- superusers may look, and those to whom they granted it; others get `insufficient_privilege`.
--
-- ## Why it matters
-- After a reload with an error none of the file's changes is in force, and the only sign is a line in the log. A
-- restart with such a file does not bring the server up again.
--
-- ## How to fix
-- Correct or remove the line.
--
-- ## False positives
-- A setting of a library that is loaded only in some sessions.
--
-- ## Sources
-- PostgreSQL documentation, "pg_file_settings".

SELECT
    NULL AS schema_name,
    COALESCE(f.setting_name, f.source_file || ':' || f.source_line) AS object_name,
    f.source_file,
    f.source_line,
    f.setting_name,
    f.error
FROM configuration_file_errors AS f
