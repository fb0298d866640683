-- id          = "check-instead-of-not-null"
-- title       = "CHECK (column IS NOT NULL) in the place of NOT NULL"
-- severity    = "info"
-- object      = "constraint"
-- reads       = ["columns", "constraints"]
-- message     = "{{ constraint_name }} on {{ table_qualified }} says that {{ column_name }} is not NULL, which NOT NULL says better"
-- remediation = "Declare the column NOT NULL: with this constraint in place it needs no scan. Then drop the constraint."
-- since       = "0.1.0"
-- tags        = ["design"]
-- ---
-- ## What it does
-- Looks for valid check constraints that say nothing but that one column IS NOT NULL, on a column that is not declared
-- so.
--
-- ## Why it matters
-- The planner uses NOT NULL, not the check, to simplify joins and NOT IN; a primary key and tools need the declaration,
-- and the check is evaluated for each row written.
--
-- ## How to fix
-- SET NOT NULL takes an exclusive lock, for a moment only, since the check proves that there is no NULL. The check is
-- then superfluous, and reported as such.
--
-- ## False positives
-- None known.
--
-- ## Sources
-- PostgreSQL documentation, "ALTER TABLE", SET NOT NULL: the scan is skipped if a valid CHECK constraint proves it
-- (from 12 on).

SELECT
    k.schema_name,
    k.qualified AS object_name,
    k.constraint_name,
    k.table_name,
    k.table_qualified,
    c.column_name,
    format('ALTER TABLE %s ALTER COLUMN %s SET NOT NULL', k.table_qualified, c.quoted_name) AS fix_sql,
    format('ALTER TABLE %s ALTER COLUMN %s DROP NOT NULL', k.table_qualified, c.quoted_name) AS undo_sql
FROM constraints AS k
JOIN columns AS c ON c.table_oid = k.table_oid AND c.column_name = k.column_names[1]
WHERE k.kind = 'check'
  AND k.is_validated
  AND NOT k.is_inherited
  AND NOT k.is_no_inherit
  AND cardinality(k.column_names) = 1
  AND k.expression = format('(%I IS NOT NULL)', c.column_name)
  AND NOT c.is_not_null
