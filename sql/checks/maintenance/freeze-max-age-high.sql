-- id          = "freeze-max-age-high"
-- title       = "Freezing begins close to wraparound"
-- severity    = "warning"
-- object      = "setting"
-- reads       = ["settings"]
-- message     = "{{ object_name }} is {{ value }}: of the 2147 million ids that there are, few are left when autovacuum begins to freeze"
-- remediation = "Lower it. It takes effect at the next restart of the server, and then autovacuum has all at once to do what was put off: freeze the oldest tables by hand before."
-- since       = "0.1.0"
-- tags        = ["availability", "vacuum", "wraparound"]
-- [params.max_age]
-- default = 1000000000
-- about   = "Higher values are reported."
-- ---
-- ## What it does
-- Looks at autovacuum_freeze_max_age and autovacuum_multixact_freeze_max_age.
--
-- ## Why it matters
-- The rest of the ids is the time in which autovacuum must get through with the largest table, and in which somebody
-- may notice that it does not. At ten thousand transactions a second a thousand million last for a day.
--
-- ## How to fix
-- 200 to 800 million suit all but the largest servers.
--
-- ## False positives
-- Servers that freeze by a schedule of their own, and watch it.
--
-- ## Sources
-- PostgreSQL documentation, "autovacuum_freeze_max_age". pg_gather warns above 800 million.

SELECT
    NULL AS schema_name,
    s.name AS object_name,
    s.value::bigint AS value,
    format('ALTER SYSTEM SET %s = %s', s.name, s.default_value) AS fix_sql,
    format('ALTER SYSTEM SET %s = %s', s.name, s.value) AS undo_sql
FROM settings AS s
CROSS JOIN params AS p
-- CASE, since values of other settings are no numbers, and the order of conditions is the planner's.
WHERE CASE WHEN s.name IN ('autovacuum_freeze_max_age', 'autovacuum_multixact_freeze_max_age')
           THEN s.value::bigint > p.max_age END
