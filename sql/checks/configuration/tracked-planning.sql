-- id          = "tracked-planning"
-- title       = "Statement statistics that also count plannings"
-- severity    = "info"
-- object      = "setting"
-- confidence  = "medium"
-- reads       = ["settings"]
-- message     = "pg_stat_statements.track_planning is on: sessions that plan the same statement wait for each other"
-- remediation = "{% if fix_sql %}Turn it off and {{ activation }}, once you know what you wanted to know.{% else %}Turn it off where it was set: {{ source }}.{% endif %}"
-- since       = "0.1.0"
-- tags        = ["performance"]
-- ---
-- ## What it does
-- Looks at pg_stat_statements.track_planning.
--
-- ## Why it matters
-- All sessions that run one statement update the same entry twice for each execution, under a lock. On many cores
-- short statements become markedly slower.
--
-- ## How to fix
-- Turn it off, as it is by default.
--
-- ## False positives
-- Servers with few sessions, and a measurement for some hours.
--
-- ## Sources
-- PostgreSQL documentation, "pg_stat_statements", track_planning, warns of the same.

SELECT
    NULL AS schema_name,
    s.name AS object_name,
    s.value,
    s.source,
    s.activation,
    CASE WHEN s.is_alterable THEN 'ALTER SYSTEM SET pg_stat_statements.track_planning = off' END AS fix_sql,
    CASE WHEN s.is_alterable THEN s.revert_sql END AS undo_sql
FROM settings AS s
WHERE s.name = 'pg_stat_statements.track_planning' AND s.value = 'on'
