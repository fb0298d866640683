-- id          = "never-analyzed"
-- title       = "Table with rows that was never analysed"
-- severity    = "warning"
-- object      = "table"
-- confidence  = "medium"
-- reads       = ["vacuum_thresholds"]
-- message     = "{{ qualified }} was never analysed, though it has some {{ live_rows }} rows"
-- remediation = "Analyse it.{% if not is_active %} Autovacuum, which does that, is off for the whole server.{% elif not is_enabled %} Autovacuum, which does that, is off for it.{% endif %}"
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
-- Looks for tables and materialised views that neither ANALYZE, VACUUM nor CREATE INDEX ever counted, and into which
-- rows were written. If they are very many, as after a restore, they are one finding.
--
-- ## Why it matters
-- Without statistics the planner guesses: ten pages of rows, every value as frequent as the next. Joins with such a table
-- take the wrong order.
--
-- ## How to fix
-- ANALYZE reads a sample and blocks neither reads nor writes. After a restore analyse the whole database, since
-- autovacuum takes hours for it.
--
-- ## False positives
-- A table filled a minute ago, which autovacuum is about to analyse. A table whose counters were lost in a crash before
-- it was analysed is not found.
--
-- ## Sources
-- PostgreSQL documentation, "Updating Planner Statistics"; reltuples in "pg_class". pgFirstAid reports never analysed
-- tables from 1,000 changed rows on, check_postgres and check_pgactivity look at the age of the last ANALYZE.

WITH unknown AS MATERIALIZED (
    SELECT v.schema_name, v.qualified, v.kind, v.live_rows, v.is_active, v.is_enabled, count(*) OVER () AS tables
    FROM vacuum_thresholds AS v
    CROSS JOIN params AS p
    WHERE NOT v.is_toast
      AND v.row_estimate IS NULL
      AND v.last_analyze IS NULL
      AND v.live_rows >= p.min_rows
)
SELECT
    u.schema_name,
    u.qualified AS object_name,
    u.kind AS object_kind,
    NULL AS message,
    NULL AS remediation,
    u.qualified,
    u.live_rows,
    u.is_active,
    u.is_enabled,
    format('ANALYZE %s', u.qualified) AS fix_sql
FROM unknown AS u
CROSS JOIN params AS p
WHERE u.tables <= p.max_tables
UNION ALL
SELECT
    NULL,
    quote_ident(current_database()),
    'database',
    format('%s tables with rows were never analysed', count(*)),
    'Analyse the database as a whole, as by vacuumdb --analyze-in-stages, which soon gives rough statistics for all.',
    NULL, NULL, NULL, NULL,
    'ANALYZE'
FROM unknown AS u
CROSS JOIN params AS p
WHERE u.tables > p.max_tables
HAVING count(*) > 0
