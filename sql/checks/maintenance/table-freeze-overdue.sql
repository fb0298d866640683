-- id          = "table-freeze-overdue"
-- title       = "Table that VACUUM has not frozen in time"
-- severity    = "warning"
-- object      = "table"
-- reads       = ["vacuum_thresholds"]
-- message     = "The oldest {{ what }} of {{ qualified }}{% if is_toast %} (its TOAST table){% endif %} is {{ age }} old, {{ percent }} % of the age at which autovacuum freezes it"
-- remediation = "Vacuum it. If its age stays, something holds VACUUM back: see the checks named horizon-held-by and old-prepared-transaction."
-- identity    = ["is_toast", "what"]
-- since       = "0.1.0"
-- tags        = ["availability", "vacuum", "wraparound"]
-- [params.min_percent]
-- default = 110
-- about   = "Age in percent of what the table is allowed, from which it is reported."
-- [params.error_age]
-- default = 1600000000
-- about   = "Age from which the finding is an `error`: VACUUM works in failsafe mode by then."
-- ---
-- ## What it does
-- Compares the age of the oldest transaction and multixact id of each table, materialised view and TOAST table with the
-- age at which autovacuum freezes it: the server's settings, or the table's own where they are lower, since higher ones
-- have no effect.
--
-- ## Why it matters
-- The oldest table decides how many ids the database has left. One table that VACUUM cannot get through with stops the
-- whole server in the end.
--
-- ## How to fix
-- A plain VACUUM freezes what is old enough. If it is slow, run it with `INDEX_CLEANUP off`, and raise
-- maintenance_work_mem and vacuum_cost_limit for the session.
--
-- ## False positives
-- A large table that autovacuum is working on: see `wraparound-vacuum-running`.
--
-- ## Sources
-- PostgreSQL: relation_needs_vacanalyze() in autovacuum.c; documentation, "vacuum_failsafe_age". PgHero and postgres-mcp
-- count TOAST too, but leave materialised views and multixacts out.

SELECT
    v.schema_name,
    v.qualified AS object_name,
    CASE WHEN v.is_toast THEN 'table' ELSE v.kind END AS object_kind,
    CASE WHEN x.age >= p.error_age THEN 'error' END AS severity,
    v.qualified,
    v.is_toast,
    x.what,
    x.age,
    x.max_age,
    round(100.0 * x.age / x.max_age)::bigint AS percent,
    v.bytes,
    format('VACUUM %s', v.qualified) AS fix_sql
FROM vacuum_thresholds AS v
CROSS JOIN params AS p
CROSS JOIN LATERAL (VALUES
    ('transaction id', v.transaction_age, v.freeze_max_age),
    ('multixact id', v.multixact_age, v.multixact_freeze_max_age)
) AS x (what, age, max_age)
WHERE 100.0 * x.age >= p.min_percent * GREATEST(x.max_age, 1)
