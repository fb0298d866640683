-- id          = "horizon-held-by-setting"
-- title       = "Setting that keeps VACUUM from removing dead rows"
-- severity    = "warning"
-- object      = "setting"
-- reads       = ["settings"]
-- message     = "vacuum_defer_cleanup_age makes VACUUM keep every row that died in the last {{ value }} transactions, in all databases"
-- remediation = "Set it to 0 and reload the configuration with SELECT pg_reload_conf(). For long queries on standbys use hot_standby_feedback or a replication slot there, which keep rows only while they are needed."
-- since       = "0.1.0"
-- tags        = ["performance", "replication", "vacuum"]
-- ---
-- ## What it does
-- Looks at the setting `vacuum_defer_cleanup_age`, which PostgreSQL has until version 15.
--
-- ## Why it matters
-- Dead rows stay longer everywhere, whether or not a standby reads them. PostgreSQL 16 has dropped the setting, since
-- other means serve better.
--
-- ## How to fix
-- Nothing needs a restart.
--
-- ## False positives
-- None known.
--
-- ## Sources
-- PostgreSQL documentation, "vacuum_defer_cleanup_age" (up to version 15); release notes of PostgreSQL 16.

SELECT
    NULL AS schema_name,
    s.name AS object_name,
    s.value,
    'ALTER SYSTEM SET vacuum_defer_cleanup_age = 0' AS fix_sql,
    format('ALTER SYSTEM SET vacuum_defer_cleanup_age = %s', s.value) AS undo_sql
FROM settings AS s
WHERE s.name = 'vacuum_defer_cleanup_age' AND s.value <> '0'
