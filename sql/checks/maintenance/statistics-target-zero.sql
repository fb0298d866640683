-- id          = "statistics-target-zero"
-- title       = "Column that ANALYZE leaves out"
-- severity    = "warning"
-- object      = "column"
-- reads       = ["column_storage"]
-- message     = "ANALYZE leaves out {{ qualified }} (statistics target 0): the planner knows nothing of its values"
-- remediation = "Set the target back to the default, and analyse the table. If the values are so long that statistics cost much, take a small target instead."
-- since       = "0.1.0"
-- tags        = ["performance"]
-- ---
-- ## What it does
-- Looks for columns with SET STATISTICS 0. Columns of types that cannot be compared, such as json or xml, are left out,
-- as there is little to know of them.
--
-- ## Why it matters
-- For a condition on such a column the planner guesses, and a join on it is planned as if all values were equally
-- frequent.
--
-- ## How to fix
-- SET STATISTICS -1 goes back to the default. It waits for a running VACUUM or ANALYZE and blocks no query. Then ANALYZE.
--
-- ## False positives
-- Long values that no query compares.
--
-- ## Sources
-- PostgreSQL documentation, "ALTER TABLE ... SET STATISTICS".

SELECT
    c.schema_name,
    c.qualified AS object_name,
    c.qualified,
    c.type_name,
    format('ALTER %s %s ALTER COLUMN %s SET STATISTICS -1', x.kind, c.table_qualified, c.quoted_name) AS fix_sql,
    format('ALTER %s %s ALTER COLUMN %s SET STATISTICS 0', x.kind, c.table_qualified, c.quoted_name) AS undo_sql
FROM column_storage AS c
CROSS JOIN LATERAL (
    SELECT CASE WHEN c.table_kind = 'foreign table' THEN 'FOREIGN TABLE' ELSE 'TABLE' END
           -- Without ONLY it would go down to the partitions, whose targets are their own.
           || CASE WHEN c.table_kind = 'partitioned table' THEN ' ONLY' ELSE '' END AS kind
) AS x
WHERE c.statistics_target = 0
  AND c.type_name NOT IN ('json', 'xml', 'bytea', 'point', 'box', 'polygon', 'path')
