-- id          = "fsync-off"
-- title       = "Server that does not wait for its disk"
-- severity    = "error"
-- object      = "setting"
-- reads       = ["settings"]
-- message     = "fsync is off: a crash of the operating system can destroy the whole cluster"
-- remediation = "{% if fix_sql %}Turn it on and {{ activation }}.{% else %}Turn it on where it was set: {{ source }}.{% endif %} Then make a new base backup."
-- since       = "0.1.0"
-- tags        = ["durability"]
-- ---
-- ## What it does
-- Looks at the setting fsync.
--
-- ## Why it matters
-- Without fsync nothing makes sure that WAL and data files reach the disk in order. After a power failure or a crash
-- of the operating system the cluster may be damaged beyond repair, silently.
--
-- ## How to fix
-- Turn fsync on. If commits are too slow, synchronous_commit = off loses the last transactions at worst, and damages
-- nothing.
--
-- ## False positives
-- A throw-away server: tests, or a bulk load that would be started again from nothing.
--
-- ## Sources
-- PostgreSQL documentation, "Write Ahead Log", fsync. Reported as critical by pganalyze, postgresqltuner and
-- check_pgactivity.

SELECT
    NULL AS schema_name,
    s.name AS object_name,
    s.value,
    s.source,
    s.activation,
    CASE WHEN s.is_alterable THEN 'ALTER SYSTEM SET fsync = on' END AS fix_sql,
    CASE WHEN s.is_alterable THEN s.revert_sql END AS undo_sql
FROM settings AS s
WHERE s.name = 'fsync' AND s.value = 'off'
