-- id          = "every-statement-logged"
-- title       = "Every statement goes to the log"
-- severity    = "warning"
-- object      = "setting"
-- reads       = ["settings"]
-- message     = "{{ object_name }} is {{ value }}: every statement is written to the log"
-- remediation = "{% if object_name == 'log_statement' %}Set it to ddl; what auditors need is better served by pgaudit.{% else %}Set it to the duration above which a statement matters, and use log_min_duration_sample for a share of the others.{% endif %} Then {{ activation }}."
-- since       = "0.1.0"
-- tags        = ["performance", "privacy"]
-- ---
-- ## What it does
-- Looks for log_statement = all and log_min_duration_statement = 0.
--
-- ## Why it matters
-- A busy server writes more log than data, sessions wait for each other at the log, and the texts contain personal
-- data and passwords of CREATE ROLE.
--
-- ## How to fix
-- Log what is slow; count all with pg_stat_statements.
--
-- ## False positives
-- For an hour, to feed a log analyser.
--
-- ## Sources
-- PostgreSQL documentation, "Error Reporting and Logging". postgresqltuner reports both.

SELECT
    NULL AS schema_name,
    s.name AS object_name,
    s.value,
    s.activation
FROM settings AS s
WHERE s.name = 'log_statement' AND s.value = 'all' OR s.name = 'log_min_duration_statement' AND s.value = '0'
