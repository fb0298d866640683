-- id          = "superfluous-not-null-check"
-- title       = "CHECK (column IS NOT NULL) on a NOT NULL column"
-- severity    = "info"
-- object      = "constraint"
-- reads       = ["columns", "constraints"]
-- message     = "{{ constraint_name }} on {{ table_qualified }} repeats that {{ column_name }} is NOT NULL"
-- remediation = "Drop the check constraint."
-- since       = "0.1.0"
-- tags        = ["performance"]
-- ---
-- ## What it does
-- Looks for check constraints that say nothing but that one column IS NOT NULL, on a column that is declared NOT NULL.
-- They are left over when NOT NULL is added to a large table by way of a check.
--
-- ## Why it matters
-- Each write evaluates both.
--
-- ## How to fix
-- Dropping it takes an exclusive lock for a moment. The undo reads the whole table again.
--
-- ## False positives
-- None known.
--
-- ## Sources
-- PostgreSQL documentation, "Not-Null Constraints".

SELECT
    k.schema_name,
    k.qualified AS object_name,
    k.constraint_name,
    k.table_name,
    k.table_qualified,
    c.column_name,
    format('ALTER TABLE %s DROP CONSTRAINT %I', k.table_qualified, k.constraint_name) AS fix_sql,
    format('ALTER TABLE %s ADD CONSTRAINT %I %s', k.table_qualified, k.constraint_name, k.definition) AS undo_sql
FROM constraints AS k
JOIN columns AS c ON c.table_oid = k.table_oid AND c.column_name = k.column_names[1]
WHERE k.kind = 'check'
  AND NOT k.is_inherited
  AND cardinality(k.column_names) = 1
  AND k.expression = format('(%I IS NOT NULL)', c.column_name)
  AND c.is_not_null
