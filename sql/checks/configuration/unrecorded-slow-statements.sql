-- id          = "unrecorded-slow-statements"
-- title       = "Slow statements that nothing records"
-- severity    = "info"
-- object      = "setting"
-- confidence  = "medium"
-- reads       = ["extensions", "settings"]
-- message     = "Nothing records slow statements: log_min_duration_statement is -1, and neither pg_stat_statements nor auto_explain is in use"
-- remediation = "Install pg_stat_statements, or set log_min_duration_statement to a second and {{ activation }}."
-- since       = "0.1.0"
-- tags        = ["operation"]
-- ---
-- ## What it does
-- Looks whether log_min_duration_statement or log_min_duration_sample is set, auto_explain is loaded, or
-- pg_stat_statements is installed in this database.
--
-- ## Why it matters
-- Which statements are slow is what all tuning begins with, and afterwards it cannot be found out.
--
-- ## How to fix
-- pg_stat_statements counts all, the log names single ones with their values.
--
-- ## False positives
-- A server watched by a monitor that samples its sessions, or by dbarch's own captured workload.
--
-- ## Sources
-- PostgreSQL documentation, "Error Reporting and Logging", "pg_stat_statements" and "auto_explain". postgresqltuner
-- reports log_min_duration_statement alone.

SELECT
    NULL AS schema_name,
    s.name AS object_name,
    s.activation
FROM settings AS s
WHERE s.name = 'log_min_duration_statement' AND s.value = '-1'
  AND NOT EXISTS (SELECT FROM settings AS o
                  WHERE o.name IN ('log_min_duration_sample', 'auto_explain.log_min_duration') AND o.value <> '-1')
  AND NOT EXISTS (SELECT FROM extensions AS e
                  WHERE e.extension_name IN ('pg_stat_statements', 'pg_stat_monitor'))
