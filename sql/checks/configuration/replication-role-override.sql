-- id          = "replication-role-override"
-- title       = "Server on which triggers and foreign keys do not work"
-- severity    = "error"
-- object      = "setting"
-- reads       = ["settings"]
-- message     = "session_replication_role is {{ value }} for new sessions: triggers and foreign keys do not work"
-- remediation = "{% if fix_sql %}Set it to origin and {{ activation }}.{% else %}Set it to origin where it was set: {{ source }}.{% endif %} Then look for rows that violate foreign keys."
-- since       = "0.1.0"
-- tags        = ["correctness"]
-- ---
-- ## What it does
-- Looks at session_replication_role as new sessions get it.
--
-- ## Why it matters
-- With replica, PostgreSQL fires no ordinary trigger, and foreign keys are triggers: every session may write what
-- violates them.
--
-- ## How to fix
-- Set it to origin, and to replica only in the session that applies changes of another server.
--
-- ## False positives
-- None known.
--
-- ## Sources
-- PostgreSQL documentation, "Client Connection Defaults", session_replication_role.

SELECT
    NULL AS schema_name,
    s.name AS object_name,
    s.value,
    s.source,
    s.activation,
    CASE WHEN s.is_alterable THEN 'ALTER SYSTEM SET session_replication_role = origin' END AS fix_sql,
    CASE WHEN s.is_alterable THEN s.revert_sql END AS undo_sql
FROM settings AS s
WHERE s.name = 'session_replication_role' AND s.value = 'replica'
