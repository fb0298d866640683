-- id          = "no-reserved-connections"
-- title       = "Server without a connection for the administrator"
-- severity    = "warning"
-- object      = "setting"
-- reads       = ["settings"]
-- message     = "superuser_reserved_connections is 0: when all connections are taken, nobody can log in to help"
-- remediation = "{% if fix_sql %}Set it to 3 and {{ activation }}.{% else %}Set it to 3 where it was set: {{ source }}.{% endif %}"
-- since       = "0.1.0"
-- tags        = ["availability"]
-- ---
-- ## What it does
-- Looks at superuser_reserved_connections.
--
-- ## Why it matters
-- When an application has taken all connections, an administrator needs one more to see what they do and to end some.
--
-- ## How to fix
-- Set it to 3, which is the default.
--
-- ## False positives
-- None known.
--
-- ## Sources
-- PostgreSQL documentation, "Connections and Authentication". postgresqltuner reports it likewise.

SELECT
    NULL AS schema_name,
    s.name AS object_name,
    s.value,
    s.source,
    s.activation,
    CASE WHEN s.is_alterable THEN 'ALTER SYSTEM SET superuser_reserved_connections = 3' END AS fix_sql,
    CASE WHEN s.is_alterable THEN s.revert_sql END AS undo_sql
FROM settings AS s
WHERE s.name = 'superuser_reserved_connections' AND s.value::int = 0
