-- id          = "autovacuum-not-logged"
-- title       = "Autovacuum leaves nothing in the log"
-- severity    = "info"
-- object      = "setting"
-- reads       = ["settings"]
-- message     = "log_autovacuum_min_duration is off: the log says nothing of what autovacuum did, nor of what it had to skip or could not remove"
-- remediation = "Set it to ten minutes, the default from PostgreSQL 15 on, or less, and reload the configuration with SELECT pg_reload_conf()."
-- since       = "0.1.0"
-- tags        = ["observability", "vacuum"]
-- ---
-- ## What it does
-- Looks at the setting `log_autovacuum_min_duration`.
--
-- ## Why it matters
-- Only the log tells afterwards how long a VACUUM took, how many dead rows it had to keep for whose sake, and how often it
-- went over the indexes.
--
-- ## How to fix
-- Nothing needs a restart. Even `0`, which logs every run, is little on most servers.
--
-- ## False positives
-- None known.
--
-- ## Sources
-- PostgreSQL documentation, "log_autovacuum_min_duration".

SELECT
    NULL AS schema_name,
    s.name AS object_name,
    'ALTER SYSTEM SET log_autovacuum_min_duration = ''10min''' AS fix_sql,
    'ALTER SYSTEM SET log_autovacuum_min_duration = -1' AS undo_sql
FROM settings AS s
WHERE s.name = 'log_autovacuum_min_duration' AND s.value = '-1'
