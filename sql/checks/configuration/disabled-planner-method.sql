-- id          = "disabled-planner-method"
-- title       = "Plan type that is switched off for everybody"
-- severity    = "warning"
-- object      = "setting"
-- reads       = ["settings"]
-- message     = "{{ object_name }} is off: the planner avoids this kind of plan in every query"
-- remediation = "{% if fix_sql %}Turn it on and {{ activation }}.{% else %}Turn it on where it was set: {{ source }}.{% endif %} If one query needs it off, set it for that query with SET LOCAL."
-- since       = "0.1.0"
-- tags        = ["performance"]
-- ---
-- ## What it does
-- Looks for enable_* settings that are on by default and off for new sessions. The partition-wise methods, off by
-- default, are not meant.
--
-- ## Why it matters
-- These switches are tools for finding out why a plan was chosen. Off for all, they help one query and force bad
-- plans on the others, today or when the data has grown.
--
-- ## How to fix
-- Turn them on. Then look at the query that made somebody turn them off: statistics, indexes, or costs that do not
-- fit the hardware.
--
-- ## False positives
-- Advice of a vendor for one special workload, such as enable_nestloop = off in some data warehouses.
--
-- ## Sources
-- PostgreSQL documentation, "Planner Method Configuration". Reported by pganalyze, postgresqltuner and
-- check_pgactivity; the exception of the partition-wise methods is theirs too.

SELECT
    NULL AS schema_name,
    s.name AS object_name,
    s.source,
    s.activation,
    CASE WHEN s.is_alterable THEN format('ALTER SYSTEM SET %I = on', s.name) END AS fix_sql,
    CASE WHEN s.is_alterable THEN s.revert_sql END AS undo_sql
FROM settings AS s
WHERE s.name LIKE 'enable\_%' AND s.value = 'off' AND s.default_value = 'on'
