-- id          = "track-counts-off"
-- title       = "Changes of tables are not counted"
-- severity    = "error"
-- object      = "setting"
-- reads       = ["settings"]
-- message     = "track_counts is off: autovacuum does not see what changed and vacuums nothing but against wraparound"
-- remediation = "Turn it on and reload the configuration with SELECT pg_reload_conf()."
-- since       = "0.1.0"
-- tags        = ["availability", "performance", "vacuum"]
-- ---
-- ## What it does
-- Looks at the setting `track_counts`.
--
-- ## Why it matters
-- Autovacuum decides by these counters, so without them it is as good as off. Nor does any usage of tables and indexes
-- show.
--
-- ## How to fix
-- Nothing needs a restart. Counting starts at zero.
--
-- ## False positives
-- None known: counting costs nothing worth saving.
--
-- ## Sources
-- PostgreSQL documentation, "Automatic Vacuuming": it is required for autovacuum. pganalyze and check_pgactivity
-- report it.

SELECT
    NULL AS schema_name,
    s.name AS object_name,
    'ALTER SYSTEM SET track_counts = on' AS fix_sql,
    'ALTER SYSTEM SET track_counts = off' AS undo_sql
FROM settings AS s
WHERE s.name = 'track_counts' AND s.value = 'off'
