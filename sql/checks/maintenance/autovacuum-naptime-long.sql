-- id          = "autovacuum-naptime-long"
-- title       = "Autovacuum looks at each database too seldom"
-- severity    = "warning"
-- object      = "setting"
-- reads       = ["settings"]
-- message     = "Autovacuum looks at each database only every {{ seconds }} seconds (autovacuum_naptime)"
-- remediation = "Set it to a minute and reload the configuration with SELECT pg_reload_conf(). To make autovacuum work less, raise thresholds of tables, not the pause between looks."
-- since       = "0.1.0"
-- tags        = ["performance", "vacuum"]
-- [params.max_seconds]
-- default = 300
-- about   = "Longer pauses are reported."
-- ---
-- ## What it does
-- Looks at the setting `autovacuum_naptime`.
--
-- ## Why it matters
-- Between two looks any number of rows may die, and tables loaded meanwhile have no statistics.
--
-- ## How to fix
-- The default, one minute, costs next to nothing. Nothing needs a restart.
--
-- ## False positives
-- Servers with thousands of databases, where each look reads the statistics of one.
--
-- ## Sources
-- PostgreSQL documentation, "autovacuum_naptime".

SELECT
    NULL AS schema_name,
    s.name AS object_name,
    s.value::bigint AS seconds,
    'ALTER SYSTEM SET autovacuum_naptime = ''1min''' AS fix_sql,
    format('ALTER SYSTEM SET autovacuum_naptime = ''%ss''', s.value) AS undo_sql
FROM settings AS s
CROSS JOIN params AS p
-- CASE, since values of other settings are no numbers, and the order of conditions is the planner's.
WHERE CASE WHEN s.name = 'autovacuum_naptime' THEN s.value::bigint > p.max_seconds END
