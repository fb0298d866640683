-- id          = "session-replication-role"
-- title       = "Sessions that bypass triggers and foreign keys"
-- severity    = "error"
-- object      = "setting"
-- reads       = ["settings"]
-- message     = "session_replication_role is {{ value }} for new sessions: triggers do not fire and foreign keys are not checked"
-- remediation = "Reset it where it was set: see source, then ALTER ROLE, ALTER DATABASE or ALTER SYSTEM ... RESET session_replication_role. Look for rows without a parent."
-- since       = "0.1.0"
-- tags        = ["correctness"]
-- ---
-- ## What it does
-- Looks whether new sessions of this database and role start with session_replication_role = replica.
--
-- ## Why it matters
-- Triggers and the checks of foreign keys, which are triggers, are skipped. The setting is made for replication tools
-- and for loading dumps; as a default it lets in rows that break every rule.
--
-- ## How to fix
-- Reset the setting for the role, the database or the server, and let sessions connect again.
--
-- ## False positives
-- The database is a target of a trigger-based replication tool, and its role alone has the setting.
--
-- ## Sources
-- PostgreSQL documentation, "Client Connection Defaults", session_replication_role.

SELECT
    NULL::text AS schema_name,
    s.name AS object_name,
    s.value,
    s.source
FROM settings AS s
WHERE s.name = 'session_replication_role' AND s.value = 'replica'
