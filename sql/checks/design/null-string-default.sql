-- id          = "null-string-default"
-- title       = "Default that is the text 'NULL'"
-- severity    = "warning"
-- object      = "column"
-- reads       = ["column_defaults"]
-- message     = "{{ table_name }}.{{ column_name }} gets the text {{ literal }} by default, not NULL"
-- remediation = "Drop the default, as NULL is what a column without one gets, and turn the stored texts into NULL."
-- since       = "0.1.0"
-- tags        = ["correctness"]
-- ---
-- ## What it does
-- Looks for columns whose default is the text 'NULL' or 'null', in quotes. Partitions and heirs follow their parent.
--
-- ## Why it matters
-- The column is then never NULL: IS NULL finds nothing, and the word shows up on invoices. The quotes are nearly
-- always a slip of a tool that wrote the DDL.
--
-- ## How to fix
-- ALTER COLUMN ... DROP DEFAULT, then an UPDATE that sets the wrong texts to NULL.
--
-- ## False positives
-- None known.
--
-- ## Sources
-- PostgreSQL documentation, "Default Values". SchemaCrawler and SchemaSpy have the check.

WITH found AS (
    SELECT c.*, (regexp_match(c.default_expression, '^''[^'']*'''))[1] AS literal
    FROM column_defaults AS c
    -- CASE, since writing out all defaults of a large database takes longer than asking for their types.
    WHERE CASE WHEN c.base_type IN ('text', 'character varying', 'character')
               THEN c.default_expression ~* '^''null''(::|$)' END
      AND NOT c.in_partition AND NOT c.is_inherited
)
SELECT
    c.schema_name,
    c.qualified AS object_name,
    c.table_name,
    c.column_name,
    c.type_name,
    c.literal,
    format('ALTER TABLE %s ALTER COLUMN %s DROP DEFAULT', c.table_qualified, c.quoted_name) AS fix_sql,
    format('ALTER TABLE %s ALTER COLUMN %s SET DEFAULT %s', c.table_qualified, c.quoted_name, c.default_expression)
        AS undo_sql
FROM found AS c
