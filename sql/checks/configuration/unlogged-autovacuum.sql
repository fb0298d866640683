-- id          = "unlogged-autovacuum"
-- title       = "Autovacuum that leaves no trace"
-- severity    = "info"
-- object      = "setting"
-- reads       = ["settings"]
-- message     = "log_autovacuum_min_duration is -1: what autovacuum did, and how long it took, is not logged"
-- remediation = "{% if fix_sql %}Set it to ten minutes, or to 0 for everything, and {{ activation }}.{% else %}Set it to ten minutes where it was set: {{ source }}.{% endif %}"
-- since       = "0.1.0"
-- tags        = ["operation"]
-- ---
-- ## What it does
-- Looks at the setting log_autovacuum_min_duration.
--
-- ## Why it matters
-- The log says which rows VACUUM could not remove, and what it waited for. Without it, bloat has no history.
--
-- ## How to fix
-- Set it to ten minutes, the default since PostgreSQL 15. Busy databases log some lines a minute with 0.
--
-- ## False positives
-- None known.
--
-- ## Sources
-- PostgreSQL documentation, "Error Reporting and Logging", log_autovacuum_min_duration.

SELECT
    NULL AS schema_name,
    s.name AS object_name,
    s.value,
    s.source,
    s.activation,
    CASE WHEN s.is_alterable THEN 'ALTER SYSTEM SET log_autovacuum_min_duration = 600000' END AS fix_sql,
    CASE WHEN s.is_alterable THEN s.revert_sql END AS undo_sql
FROM settings AS s
WHERE s.name = 'log_autovacuum_min_duration' AND s.value = '-1'
