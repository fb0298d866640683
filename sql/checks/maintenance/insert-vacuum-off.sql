-- id          = "insert-vacuum-off"
-- title       = "Tables that only grow are never vacuumed"
-- severity    = "warning"
-- object      = "setting"
-- reads       = ["settings"]
-- message     = "autovacuum_vacuum_insert_threshold is off: tables that only grow are not vacuumed until wraparound forces it, all of them at once"
-- remediation = "Set it back to its default and reload the configuration with SELECT pg_reload_conf()."
-- since       = "0.1.0"
-- tags        = ["performance", "vacuum", "wraparound"]
-- ---
-- ## What it does
-- Looks at the setting `autovacuum_vacuum_insert_threshold`, which -1 turns off.
--
-- ## Why it matters
-- Without VACUUM the visibility map stays empty, so index-only scans visit the table for every row, and all rows are
-- frozen in one go when the table is largest.
--
-- ## How to fix
-- The default is 1000 rows and 20 % of the table. Nothing needs a restart.
--
-- ## False positives
-- A server whose tables are vacuumed by a schedule of its own.
--
-- ## Sources
-- PostgreSQL documentation, "autovacuum_vacuum_insert_threshold".

SELECT
    NULL AS schema_name,
    s.name AS object_name,
    'ALTER SYSTEM SET autovacuum_vacuum_insert_threshold = 1000' AS fix_sql,
    'ALTER SYSTEM SET autovacuum_vacuum_insert_threshold = -1' AS undo_sql
FROM settings AS s
WHERE s.name = 'autovacuum_vacuum_insert_threshold' AND s.value = '-1'
