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
-- [params.max_tables]
-- default = 100
-- about   = "How many tables of a schema to report, the oldest ones; where the horizon is held, all others are just as old."
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

WITH overdue AS (
    SELECT
        v.schema_name, v.qualified, v.kind, v.is_toast, v.bytes, x.what, x.age, x.max_age, p.error_age, p.max_tables,
        row_number() OVER (PARTITION BY v.schema_name ORDER BY x.age DESC, v.qualified) AS place
    FROM vacuum_thresholds AS v
    CROSS JOIN params AS p
    CROSS JOIN LATERAL (VALUES
        ('transaction id', v.transaction_age, v.freeze_max_age),
        ('multixact id', v.multixact_age, v.multixact_freeze_max_age)
    ) AS x (what, age, max_age)
    WHERE 100.0 * x.age >= p.min_percent * GREATEST(x.max_age, 1)
)
SELECT
    o.schema_name,
    o.qualified AS object_name,
    CASE WHEN o.is_toast THEN 'table' ELSE o.kind END AS object_kind,
    CASE WHEN o.age >= o.error_age THEN 'error' END AS severity,
    o.qualified,
    o.is_toast,
    o.what,
    o.age,
    o.max_age,
    round(100.0 * o.age / o.max_age)::bigint AS percent,
    o.bytes,
    format('VACUUM %s', o.qualified) AS fix_sql
FROM overdue AS o
WHERE o.place <= o.max_tables
