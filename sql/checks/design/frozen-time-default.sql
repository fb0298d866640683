-- id          = "frozen-time-default"
-- title       = "Default that is the moment of its definition"
-- severity    = "warning"
-- object      = "column"
-- confidence  = "medium"
-- reads       = ["column_defaults"]
-- message     = "{{ table_name }}.{{ column_name }} is {{ default_expression }} by default, for every row: it looks like 'now' that was read once, when the default was defined"
-- remediation = "Use now() or CURRENT_TIMESTAMP, which are evaluated for each INSERT."
-- since       = "0.1.0"
-- tags        = ["correctness"]
-- ---
-- ## What it does
-- Looks for columns of a time type whose default is a constant with fractions of a second. Nobody writes such a
-- moment; it comes of DEFAULT 'now', which PostgreSQL evaluates when it reads the definition. Partitions and heirs
-- follow their parent.
--
-- ## Why it matters
-- Every row gets the moment in which the table was made.
--
-- ## How to fix
-- ALTER COLUMN ... SET DEFAULT now(). Rows that got the constant cannot be told from those that were meant to have
-- it.
--
-- ## False positives
-- A constant that somebody did write with fractions of a second, such as 23:59:59.999 as the end of a day: those that
-- end so are left out.
--
-- ## Sources
-- PostgreSQL documentation, "Date/Time Types: Special Values", which warns of 'now' in defaults.

SELECT
    c.schema_name,
    c.qualified AS object_name,
    c.table_name,
    c.column_name,
    c.type_name,
    c.default_expression,
    format('ALTER TABLE %s ALTER COLUMN %s SET DEFAULT %s', c.table_qualified, c.quoted_name,
           CASE WHEN c.base_type LIKE 'time %' THEN 'LOCALTIME' ELSE 'now()' END) AS fix_sql,
    format('ALTER TABLE %s ALTER COLUMN %s SET DEFAULT %s', c.table_qualified, c.quoted_name, c.default_expression)
        AS undo_sql
FROM column_defaults AS c
-- CASE, since writing out all defaults of a large database takes longer than asking for their types.
WHERE CASE WHEN c.base_type IN ('timestamp with time zone', 'timestamp without time zone', 'time without time zone')
           THEN c.default_expression ~ '^''[^'']*[0-9]:[0-9]{2}\.[0-9]*[1-9]' AND c.default_expression !~ ':59\.9+' END
  AND NOT c.in_partition AND NOT c.is_inherited
