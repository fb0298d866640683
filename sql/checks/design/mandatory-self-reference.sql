-- id          = "mandatory-self-reference"
-- title       = "Self-reference that may not be NULL"
-- severity    = "info"
-- object      = "constraint"
-- reads       = ["columns", "foreign_keys"]
-- message     = "{{ table_name }}.{{ constraint_name }} refers to its own table by columns that are all NOT NULL: the first row must refer to itself"
-- remediation = "Let the column be NULL for rows at the top, unless rows that refer to themselves are wanted."
-- since       = "0.1.0"
-- tags        = ["design"]
-- ---
-- ## What it does
-- Looks for foreign keys of a table to itself, all columns of which are NOT NULL and not the columns referred to, and
-- which are not deferrable.
--
-- ## Why it matters
-- The row at the top has no parent, so it must name itself. Recursive queries along the key then never end unless they
-- know of it, and the row cannot be deleted before its children or with them by other keys.
--
-- ## How to fix
-- Drop NOT NULL and set the top rows to NULL.
--
-- ## False positives
-- Designs in which the top row refers to itself on purpose.
--
-- ## Sources
-- PostgreSQL documentation, "WITH Queries", recursive queries and cycles.

SELECT
    f.schema_name,
    f.qualified AS object_name,
    f.table_name,
    f.table_qualified,
    f.constraint_name
FROM foreign_keys AS f
WHERE f.table_oid = f.referenced_oid
  AND NOT f.is_deferrable
  AND NOT f.column_names && f.referenced_columns
  AND NOT EXISTS (SELECT FROM columns AS c
                  WHERE c.table_oid = f.table_oid AND c.column_name = ANY (f.column_names) AND NOT c.is_not_null)
