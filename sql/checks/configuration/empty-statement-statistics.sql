-- id          = "empty-statement-statistics"
-- title       = "Statement statistics that count nothing"
-- severity    = "warning"
-- object      = "setting"
-- reads       = ["extensions", "settings"]
-- message     = "pg_stat_statements is installed, but {{ object_name }} is {{ value }}: it counts nothing"
-- remediation = "{% if fix_sql %}Set it to {{ default_value }} and {{ activation }}.{% else %}Set it to {{ default_value }} where it was set: {{ source }}.{% endif %}"
-- since       = "0.1.0"
-- tags        = ["operation"]
-- ---
-- ## What it does
-- Looks for pg_stat_statements.track = none and compute_query_id = off in a database with the extension.
--
-- ## Why it matters
-- The view is there and stays empty or old, and whoever looks into it believes to see what runs.
--
-- ## How to fix
-- Set it back.
--
-- ## False positives
-- compute_query_id = off together with another library that computes query ids.
--
-- ## Sources
-- PostgreSQL documentation, "pg_stat_statements".

SELECT
    NULL AS schema_name,
    s.name AS object_name,
    s.value,
    s.default_value,
    s.source,
    s.activation,
    CASE WHEN s.is_alterable THEN format('ALTER SYSTEM SET %s = %s', s.name, s.default_value) END AS fix_sql,
    CASE WHEN s.is_alterable THEN s.revert_sql END AS undo_sql
FROM settings AS s
JOIN extensions AS e ON e.extension_name = 'pg_stat_statements'
WHERE s.name = 'pg_stat_statements.track' AND s.value = 'none' OR s.name = 'compute_query_id' AND s.value = 'off'
