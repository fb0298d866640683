-- id          = "long-cascade"
-- title       = "Deletes that cascade through many tables"
-- severity    = "info"
-- object      = "table"
-- confidence  = "medium"
-- reads       = ["foreign_keys", "tables"]
-- message     = "Deleting a row of {{ table_qualified }} can delete rows {{ levels }} levels further down by ON DELETE CASCADE"
-- remediation = "Use NO ACTION where rows should not vanish with a distant ancestor, and delete those rows on purpose."
-- since       = "0.1.0"
-- tags        = ["design", "locking"]
-- [params.min_levels]
-- default = 4
-- about   = "Shorter chains of ON DELETE CASCADE are not reported."
-- ---
-- ## What it does
-- Follows foreign keys with ON DELETE CASCADE from each table downward and counts the levels. Reported is the table at
-- the top of a chain. Ten levels are the most that it counts; a circle reaches them.
--
-- ## Why it matters
-- One DELETE becomes many, in tables that its author did not think of, in one transaction with all their locks,
-- triggers and WAL. What was deleted by mistake is gone on every level.
--
-- ## How to fix
-- Break the chain where the child is worth something without its parent: invoices, log entries, payments.
--
-- ## False positives
-- A tree of parts that mean nothing without the whole.
--
-- ## Sources
-- PostgreSQL documentation, "Foreign Keys": what ON DELETE CASCADE is meant for.

WITH edges AS MATERIALIZED (
    SELECT DISTINCT f.table_oid AS child_oid, f.referenced_oid AS parent_oid, f.referenced_qualified AS parent
    FROM foreign_keys AS f
    WHERE f.on_delete = 'cascade' AND f.table_oid <> f.referenced_oid
), depths AS (
    WITH RECURSIVE up AS (
        SELECT e.parent_oid AS table_oid, 1 AS depth FROM edges AS e
        UNION
        SELECT e.parent_oid, u.depth + 1
        FROM up AS u JOIN edges AS e ON e.child_oid = u.table_oid
        WHERE u.depth < 10
    )
    SELECT up.table_oid, max(up.depth) AS levels FROM up GROUP BY up.table_oid
)
SELECT DISTINCT ON (d.table_oid)
    s.schema_name,
    e.parent AS object_name,
    e.parent AS table_qualified,
    d.levels
FROM depths AS d
CROSS JOIN params AS p
JOIN edges AS e ON e.parent_oid = d.table_oid
JOIN tables AS s ON s.table_oid = d.table_oid
WHERE d.levels >= p.min_levels
  AND (d.levels = 10 OR NOT EXISTS (SELECT FROM edges AS x WHERE x.child_oid = d.table_oid))
ORDER BY d.table_oid
