-- id          = "materialized-view-unpopulated"
-- title       = "Materialised view that cannot be read"
-- severity    = "warning"
-- object      = "materialized view"
-- reads       = ["materialized_views"]
-- message     = "{{ qualified }} was never filled: every query of it fails"
-- remediation = "Refresh it, or drop it."
-- since       = "0.1.0"
-- tags        = ["correctness"]
-- ---
-- ## What it does
-- Looks for materialised views created or refreshed WITH NO DATA.
--
-- ## Why it matters
-- Queries fail with "has not been populated". A restore leaves it so when the refresh fails, as it does where a function
-- in the view relies on a search_path.
--
-- ## How to fix
-- REFRESH takes an exclusive lock for as long as its query runs; nobody can read the view yet anyway.
--
-- ## False positives
-- One that is filled by a job which has not run yet.
--
-- ## Sources
-- PostgreSQL documentation, "REFRESH MATERIALIZED VIEW".

SELECT
    m.schema_name,
    m.qualified AS object_name,
    m.qualified,
    format('REFRESH MATERIALIZED VIEW %s', m.qualified) AS fix_sql,
    format('REFRESH MATERIALIZED VIEW %s WITH NO DATA', m.qualified) AS undo_sql
FROM materialized_views AS m
WHERE NOT m.is_populated
