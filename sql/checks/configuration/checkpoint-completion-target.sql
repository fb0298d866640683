-- id          = "checkpoint-completion-target"
-- title       = "Checkpoints that write in a burst"
-- severity    = "info"
-- object      = "setting"
-- reads       = ["settings"]
-- message     = "checkpoint_completion_target is {{ value }}: checkpoints write in a burst instead of spreading the load"
-- remediation = "{% if fix_sql %}Set it to 0.9 and {{ activation }}.{% else %}Set it to 0.9 where it was set: {{ source }}.{% endif %}"
-- since       = "0.1.0"
-- tags        = ["performance"]
-- [params.min_target]
-- default = 0.7
-- about   = "Value below which the setting is reported."
-- ---
-- ## What it does
-- Compares checkpoint_completion_target with `min_target`.
--
-- ## Why it matters
-- A checkpoint writes all changed pages. Over half of the interval it writes twice as fast as over all of it, and
-- queries wait for the disk meanwhile.
--
-- ## How to fix
-- Set it to 0.9, the default since PostgreSQL 14.
--
-- ## False positives
-- Disks on which a short burst hurts less than a long load.
--
-- ## Sources
-- PostgreSQL documentation, "WAL Configuration". pg_gather and postgresqltuner report less than 0.7.

SELECT
    NULL AS schema_name,
    s.name AS object_name,
    s.value,
    s.source,
    s.activation,
    CASE WHEN s.is_alterable THEN 'ALTER SYSTEM SET checkpoint_completion_target = 0.9' END AS fix_sql,
    CASE WHEN s.is_alterable THEN s.revert_sql END AS undo_sql
FROM settings AS s CROSS JOIN params AS p
WHERE s.name = 'checkpoint_completion_target' AND s.value::float8 < p.min_target
