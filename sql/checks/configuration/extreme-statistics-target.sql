-- id          = "extreme-statistics-target"
-- title       = "Statistics that are very coarse or very fine for all columns"
-- severity    = "info"
-- object      = "setting"
-- confidence  = "medium"
-- reads       = ["settings"]
-- message     = "default_statistics_target is {{ value }} for all columns"
-- remediation = "Use 100, or up to 500 for analyses on large tables, and set single columns apart: ALTER TABLE ... ALTER COLUMN ... SET STATISTICS."
-- since       = "0.1.0"
-- tags        = ["performance"]
-- [params.min_target]
-- default = 50
-- about   = "Smallest target that is not reported."
-- [params.max_target]
-- default = 1000
-- about   = "Largest target that is not reported."
-- ---
-- ## What it does
-- Compares default_statistics_target with `min_target` and `max_target`.
--
-- ## Why it matters
-- Too few values and the planner does not see what is frequent; too many, and ANALYZE reads 300 rows for each and
-- planning takes longer in every query.
--
-- ## How to fix
-- Go back to the default, then ANALYZE, and raise it for the columns that need it.
--
-- ## False positives
-- Small databases with very skewed data.
--
-- ## Sources
-- PostgreSQL documentation, "Statistics Used by the Planner". pgtune sets 100, and 500 for data warehouses.

SELECT
    NULL AS schema_name,
    s.name AS object_name,
    s.value,
    s.source,
    s.activation,
    CASE WHEN s.is_alterable THEN 'ALTER SYSTEM SET default_statistics_target = 100' END AS fix_sql,
    CASE WHEN s.is_alterable THEN s.revert_sql END AS undo_sql
FROM settings AS s CROSS JOIN params AS p
WHERE s.name = 'default_statistics_target' AND (s.value::int < p.min_target OR s.value::int > p.max_target)
