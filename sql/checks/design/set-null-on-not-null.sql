-- id          = "set-null-on-not-null"
-- title       = "Foreign key that sets a NOT NULL column to NULL"
-- severity    = "warning"
-- object      = "constraint"
-- reads       = ["columns", "foreign_keys"]
-- message     = "{{ table_name }}.{{ constraint_name }}: {{ event }} would set {{ column_names }} to NULL, which NOT NULL forbids"
-- remediation = "Let the column be NULL, or choose another action: NO ACTION says plainly that rows in use cannot be deleted."
-- since       = "0.1.0"
-- tags        = ["correctness"]
-- ---
-- ## What it does
-- Looks for foreign keys with SET NULL as action whose columns, or those that the action names (from PostgreSQL 15 on),
-- are NOT NULL.
--
-- ## Why it matters
-- Every DELETE or UPDATE of a referenced row that is in use fails, with an error about a NOT NULL constraint of another
-- table than the one that was changed.
--
-- ## How to fix
-- Decide which of the two is meant: that the row survives without its parent, or that the parent cannot go.
--
-- ## False positives
-- None known.
--
-- ## Sources
-- PostgreSQL documentation, "CREATE TABLE", referential actions.

WITH judged AS (
    SELECT
        f.*,
        (SELECT string_agg(c.column_name, ', ' ORDER BY c.ordinal) FROM columns AS c
         WHERE c.table_oid = f.table_oid AND c.is_not_null AND f.on_delete = 'set null'
           AND c.column_name = ANY (f.delete_columns)) AS on_delete_columns,
        (SELECT string_agg(c.column_name, ', ' ORDER BY c.ordinal) FROM columns AS c
         WHERE c.table_oid = f.table_oid AND c.is_not_null AND f.on_update = 'set null'
           AND c.column_name = ANY (f.column_names)) AS on_update_columns
    FROM foreign_keys AS f
    WHERE f.on_delete = 'set null' OR f.on_update = 'set null'
)
SELECT
    j.schema_name,
    j.qualified AS object_name,
    j.table_name,
    j.table_qualified,
    j.constraint_name,
    CASE WHEN j.on_delete_columns IS NULL THEN 'ON UPDATE' ELSE 'ON DELETE' END AS event,
    COALESCE(j.on_delete_columns, j.on_update_columns) AS column_names
FROM judged AS j
WHERE COALESCE(j.on_delete_columns, j.on_update_columns) IS NOT NULL
