-- id          = "expression-index-not-analysed"
-- title       = "Index on an expression without statistics"
-- severity    = "warning"
-- object      = "index"
-- reads       = ["index_statistics", "indexes"]
-- message     = "{{ index_name }} on {{ table_qualified }} was created after the last ANALYZE: the planner guesses how many rows its expression finds"
-- remediation = "Analyse the table."
-- since       = "0.1.0"
-- tags        = ["performance"]
-- [params.min_rows]
-- default = 1000
-- about   = "Smaller tables, as last counted, are not reported."
-- ---
-- ## What it does
-- Looks for indexes on expressions for which ANALYZE has not gathered statistics yet. Empty ones are left out.
-- Statistics of an index can be seen by the owner of the table and by superusers only; for others the check says
-- `insufficient_privilege`.
--
-- ## Why it matters
-- Without statistics the planner assumes that an expression equals a constant in one of two hundred rows. It then takes
-- the wrong join, or does not use the very index that was made for the query.
--
-- ## How to fix
-- ANALYZE takes a lock that lets others read and write.
--
-- ## False positives
-- None known; autovacuum will analyse the table some day, when enough rows have changed.
--
-- ## Sources
-- PostgreSQL documentation, "ANALYZE" and "Indexes on Expressions".

WITH judged AS (
    SELECT i.*, s.has_statistics
    FROM index_statistics AS s
    JOIN indexes AS i ON i.index_oid = s.index_oid
    CROSS JOIN params AS p
    WHERE i.is_usable
      AND NOT i.is_partitioned
      AND i.pages > 1
      AND i.row_estimate >= p.min_rows
)
SELECT
    j.schema_name,
    j.qualified AS object_name,
    NULL AS object_kind,
    NULL AS status,
    NULL AS message,
    NULL AS remediation,
    j.index_name,
    j.table_name,
    j.table_qualified,
    format('ANALYZE %s', j.table_qualified) AS fix_sql
FROM judged AS j
WHERE NOT j.has_statistics
UNION ALL
SELECT
    NULL,
    format('%I', current_user),
    'role',
    'insufficient_privilege',
    format('%I cannot see whether %s indexes on expressions have statistics', current_user, count(*)),
    'Run the check as the owner of the tables or as a superuser.',
    NULL, NULL, NULL, NULL
FROM judged AS j
WHERE j.has_statistics IS NULL
HAVING count(*) > 0
