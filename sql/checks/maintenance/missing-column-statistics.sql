-- id          = "missing-column-statistics"
-- title       = "Table of whose columns the planner knows nothing"
-- severity    = "warning"
-- object      = "table"
-- reads       = ["tables_without_statistics"]
-- message     = "{{ qualified }} has about {{ row_estimate }} rows, and no statistics of any of its columns"
-- remediation = "Analyse it."
-- since       = "0.1.0"
-- tags        = ["performance", "vacuum"]
-- [params.min_rows]
-- default = 1000
-- about   = "Tables with fewer rows are not reported."
-- [params.max_tables]
-- default = 100
-- about   = "If more tables are concerned, they are one finding for the database."
-- ---
-- ## What it does
-- Looks for tables whose rows were counted at some time but of which no column statistics are there, and which nobody has
-- analysed as far as the counters know, though at least one column has statistics turned on. Tables that the caller may not read are left out, since their statistics are
-- hidden. If they are very many, as after pg_upgrade, they are one finding.
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

WITH lacking AS MATERIALIZED (
    SELECT t.schema_name, t.qualified, t.row_estimate::bigint AS row_estimate, t.bytes, count(*) OVER () AS tables
    FROM tables_without_statistics AS t
    CROSS JOIN params AS p
    WHERE t.row_estimate >= p.min_rows
)
SELECT
    l.schema_name,
    l.qualified AS object_name,
    NULL AS object_kind,
    NULL AS message,
    NULL AS remediation,
    l.qualified,
    l.row_estimate,
    l.bytes,
    format('ANALYZE %s', l.qualified) AS fix_sql
FROM lacking AS l
CROSS JOIN params AS p
WHERE l.tables <= p.max_tables
UNION ALL
SELECT
    NULL,
    quote_ident(current_database()),
    'database',
    format('%s tables have rows, and no statistics of any of their columns', count(*)),
    'The database probably comes from pg_upgrade: analyse all of it, as by vacuumdb --all --analyze-in-stages.',
    NULL, NULL, NULL,
    'ANALYZE'
FROM lacking AS l
CROSS JOIN params AS p
WHERE l.tables > p.max_tables
HAVING count(*) > 0
