-- id          = "foreign-key-to-own-row"
-- title       = "Foreign key that refers to its own columns"
-- severity    = "warning"
-- object      = "constraint"
-- reads       = ["foreign_keys"]
-- message     = "{{ table_name }}.{{ constraint_name }} refers from ({{ columns }}) to the same columns of the same table: every row is its own parent"
-- remediation = "Drop it; probably another column or table was meant."
-- since       = "0.1.0"
-- tags        = ["correctness"]
-- ---
-- ## What it does
-- Looks for foreign keys whose columns and referenced columns are the same columns of the same table.
--
-- ## Why it matters
-- Every row satisfies it by itself. It forbids nothing, costs a lookup for each row, and what was meant is not guarded.
--
-- ## How to fix
-- Dropping it takes a short exclusive lock.
--
-- ## False positives
-- None known.
--
-- ## Sources
-- PostgreSQL documentation, "Foreign Keys".

SELECT
    f.schema_name,
    f.qualified AS object_name,
    f.table_name,
    f.table_qualified,
    f.constraint_name,
    array_to_string(f.column_names, ', ') AS columns,
    format('ALTER TABLE %s DROP CONSTRAINT %I', f.table_qualified, f.constraint_name) AS fix_sql,
    format('ALTER TABLE %s ADD CONSTRAINT %I %s', f.table_qualified, f.constraint_name, f.definition) AS undo_sql
FROM foreign_keys AS f
WHERE f.table_oid = f.referenced_oid
  AND f.column_names = f.referenced_columns
