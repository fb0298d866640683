-- id          = "missing-column-statistics"
-- title       = "Table of whose columns the planner knows nothing"
-- severity    = "warning"
-- object      = "table"
-- reads       = ["tables_without_statistics"]
-- message     = "{{ qualified }} has about {{ row_estimate }} rows, and no statistics of any of its columns"
-- remediation = "Analyse it. If many tables are named, the database probably comes from pg_upgrade: analyse all of it with vacuumdb --all --analyze-in-stages."
-- since       = "0.1.0"
-- tags        = ["performance", "vacuum"]
-- [params.min_rows]
-- default = 1000
-- about   = "Tables with fewer rows are not reported."
-- ---
-- ## What it does
-- Looks for tables whose rows were counted at some time but of which no column statistics are there, and which nobody has
-- analysed as far as the counters know, though at least one column has statistics turned on. Tables that the caller may not read are left out, since their statistics are
-- hidden.
--
-- ## Why it matters
-- Before PostgreSQL 18 pg_upgrade takes over the number of rows but no statistics of columns. CREATE INDEX counts rows,
-- too, without analysing. The planner then guesses how many rows a condition leaves.
--
-- ## How to fix
-- ANALYZE reads a sample and blocks neither reads nor writes.
--
-- ## False positives
-- Tables whose every column has a type that cannot be analysed.
--
-- ## Sources
-- PostgreSQL documentation, "pg_upgrade", on statistics; "pg_stats". postgres_dba and pg_gather list columns without
-- statistics, also where they are only hidden.

SELECT
    t.schema_name,
    t.qualified AS object_name,
    t.qualified,
    t.row_estimate::bigint AS row_estimate,
    t.bytes,
    format('ANALYZE %s', t.qualified) AS fix_sql
FROM tables_without_statistics AS t
CROSS JOIN params AS p
WHERE t.row_estimate >= p.min_rows
