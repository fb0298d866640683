-- id          = "autovacuum-off"
-- title       = "Autovacuum is turned off"
-- severity    = "error"
-- object      = "setting"
-- reads       = ["settings"]
-- message     = "autovacuum is off: no table of the server is vacuumed or analysed, except against wraparound"
-- remediation = "Turn it on and reload the configuration with SELECT pg_reload_conf(). Where it disturbs, throttle it or tune the tables concerned."
-- since       = "0.1.0"
-- tags        = ["availability", "performance", "vacuum"]
-- ---
-- ## What it does
-- Looks at the setting `autovacuum`.
--
-- ## Why it matters
-- Dead rows pile up in every table, statistics grow old, and one day VACUUM against wraparound, which comes anyway, has
-- to read all tables at once.
--
-- ## How to fix
-- Nothing needs a restart. The first hours after it was off for long are busy ones.
--
-- ## False positives
-- A server during a bulk load, if somebody remembers to turn it on again.
--
-- ## Sources
-- PostgreSQL documentation, "Automatic Vacuuming". Most tools report it, some as critical.

SELECT
    NULL AS schema_name,
    s.name AS object_name,
    'ALTER SYSTEM SET autovacuum = on' AS fix_sql,
    'ALTER SYSTEM SET autovacuum = off' AS undo_sql
FROM settings AS s
WHERE s.name = 'autovacuum' AND s.value = 'off'
