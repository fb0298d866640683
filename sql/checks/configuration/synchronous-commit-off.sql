-- id          = "synchronous-commit-off"
-- title       = "Commits that may be lost in a crash"
-- severity    = "warning"
-- object      = "setting"
-- reads       = ["settings"]
-- message     = "synchronous_commit is off for everybody: transactions that were reported as committed can be lost in a crash"
-- remediation = "{% if fix_sql %}Turn it on and {{ activation }}; leave it off for{% else %}Turn it on where it was set: {{ source }}. Leave it off for{% endif %} the roles or transactions that can lose their last writes."
-- since       = "0.1.0"
-- tags        = ["durability"]
-- ---
-- ## What it does
-- Looks at the setting synchronous_commit as new sessions get it. The value local is not meant: it waits for the own
-- disk.
--
-- ## Why it matters
-- A crash loses the last moments of committed transactions, up to three times wal_writer_delay. Nothing is damaged,
-- but what the application was told is not true.
--
-- ## How to fix
-- Turn it on for the server, and off where speed counts more: ALTER ROLE ... SET synchronous_commit = off, or SET
-- LOCAL in a transaction.
--
-- ## False positives
-- A server that holds only what can be made again.
--
-- ## Sources
-- PostgreSQL documentation, "Asynchronous Commit".

SELECT
    NULL AS schema_name,
    s.name AS object_name,
    s.value,
    s.source,
    s.activation,
    CASE WHEN s.is_alterable THEN 'ALTER SYSTEM SET synchronous_commit = on' END AS fix_sql,
    CASE WHEN s.is_alterable THEN s.revert_sql END AS undo_sql
FROM settings AS s
WHERE s.name = 'synchronous_commit' AND s.value = 'off'
