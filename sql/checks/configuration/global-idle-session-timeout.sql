-- id          = "global-idle-session-timeout"
-- title       = "Idle sessions that end while a pool believes to have them"
-- severity    = "info"
-- object      = "setting"
-- confidence  = "medium"
-- reads       = ["settings"]
-- message     = "idle_session_timeout is {{ value }} ms for all sessions: a connection pool finds its idle connections closed"
-- remediation = "Set it for roles of people (ALTER ROLE ... SET idle_session_timeout), not for the server."
-- since       = "0.1.0"
-- tags        = ["availability"]
-- ---
-- ## What it does
-- Looks for an idle_session_timeout that is set in the configuration.
--
-- ## Why it matters
-- Connections of a pool are idle on purpose. When the server ends them, the next request fails with a broken
-- connection.
--
-- ## How to fix
-- Set it for single roles, and let the pool close what it does not need.
--
-- ## False positives
-- Servers that only people use, and pools that test connections before they hand them out.
--
-- ## Sources
-- PostgreSQL documentation, "Client Connection Defaults", idle_session_timeout, warns of the same. pg_gather reports
-- it, pgFirstAid recommends it.

SELECT
    NULL AS schema_name,
    s.name AS object_name,
    s.value,
    s.source,
    s.activation,
    NULL AS fix_sql,
    NULL AS undo_sql
FROM settings AS s
WHERE s.name = 'idle_session_timeout' AND s.value <> '0'
