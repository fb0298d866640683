-- id          = "forced-plan-cache-mode"
-- title       = "Prepared statements that are always planned alike"
-- severity    = "info"
-- object      = "setting"
-- confidence  = "medium"
-- reads       = ["settings"]
-- message     = "plan_cache_mode is {{ value }} for all sessions: {% if value == 'force_generic_plan' %}plans ignore the values of parameters{% else %}prepared statements are planned at every execution{% endif %}"
-- remediation = "{% if fix_sql %}Set it to auto and {{ activation }}.{% else %}Set it to auto where it was set: {{ source }}.{% endif %} Set it for single functions: ALTER FUNCTION ... SET plan_cache_mode."
-- since       = "0.1.0"
-- tags        = ["performance"]
-- ---
-- ## What it does
-- Looks at plan_cache_mode as new sessions get it.
--
-- ## Why it matters
-- A generic plan is bad for rare and for frequent values at once; a custom plan for each execution wastes what
-- preparing is for.
--
-- ## How to fix
-- Leave it to the server, which compares both after five executions.
--
-- ## False positives
-- Applications with few, well-known statements.
--
-- ## Sources
-- PostgreSQL documentation, "Other Planner Options", plan_cache_mode.

SELECT
    NULL AS schema_name,
    s.name AS object_name,
    s.value,
    s.source,
    s.activation,
    CASE WHEN s.is_alterable THEN 'ALTER SYSTEM SET plan_cache_mode = auto' END AS fix_sql,
    CASE WHEN s.is_alterable THEN s.revert_sql END AS undo_sql
FROM settings AS s
WHERE s.name = 'plan_cache_mode' AND s.value <> 'auto'
