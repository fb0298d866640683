-- id          = "empty-string-default"
-- title       = "Empty text as default"
-- severity    = "info"
-- object      = "column"
-- confidence  = "low"
-- reads       = ["column_defaults"]
-- opinionated = true
-- message     = "{{ table_name }}.{{ column_name }} is an empty text by default, which hides that nothing is known"
-- remediation = "Let the column be NULL while its value is not known, or make writers give one."
-- since       = "0.1.0"
-- tags        = ["maintainability"]
-- ---
-- ## What it does
-- Looks for columns of a text type whose default is the empty text. Partitions and heirs follow their parent.
--
-- ## Why it matters
-- Empty and missing are then the same. NOT NULL is fulfilled by nothing, count(column) counts what is not there, and
-- a unique constraint takes the second empty value for a duplicate.
--
-- ## How to fix
-- Drop the default; allow NULL, or let INSERT without the value fail.
--
-- ## False positives
-- Columns for which empty is a value that means something, such as the middle part of a name. Some frameworks never
-- store NULL in texts, by convention.
--
-- ## Sources
-- PostgreSQL documentation, "Default Values".

SELECT
    c.schema_name,
    c.qualified AS object_name,
    c.table_name,
    c.column_name,
    c.type_name,
    c.is_not_null,
    format('ALTER TABLE %s ALTER COLUMN %s DROP DEFAULT', c.table_qualified, c.quoted_name) AS fix_sql,
    format('ALTER TABLE %s ALTER COLUMN %s SET DEFAULT %s', c.table_qualified, c.quoted_name, c.default_expression)
        AS undo_sql
FROM column_defaults AS c
-- CASE, since writing out all defaults of a large database takes longer than asking for their types.
WHERE CASE WHEN c.base_type IN ('text', 'character varying', 'character')
           THEN c.default_expression ~ '^''''(::|$)' END
  AND NOT c.in_partition AND NOT c.is_inherited
