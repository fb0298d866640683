-- id          = "three-state-boolean"
-- title       = "Boolean with a default that may still be NULL"
-- severity    = "info"
-- object      = "column"
-- confidence  = "medium"
-- reads       = ["column_defaults", "columns"]
-- message     = "{{ table_name }}.{{ column_name }} is boolean and may be NULL{% if default_expression %}, although it is {{ default_expression }} by default{% endif %}: {{ column_name }} and NOT {{ column_name }} both leave those rows out"
-- remediation = "Set it NOT NULL, after deciding what NULL stands for in the rows that have it."
-- since       = "0.1.0"
-- tags        = ["correctness"]
-- [params.without_default]
-- default = false
-- about   = "Whether booleans without a default are reported too."
-- ---
-- ## What it does
-- Looks for boolean columns that have a default and may be NULL. With the parameter `without_default` those without a
-- default count too. Partitions and heirs follow their parent; foreign tables are left out.
--
-- ## Why it matters
-- A default of true or false says that two states are meant. A writer that names the column and gives no value makes
-- a third, for which neither the condition nor its opposite holds.
--
-- ## How to fix
-- UPDATE the NULLs in batches; then CHECK (column IS NOT NULL) NOT VALID, VALIDATE, SET NOT NULL.
--
-- ## False positives
-- Answers that may be unknown. These rarely have a default.
--
-- ## Sources
-- PostgreSQL documentation, "Boolean Type" and "Comparison Functions and Operators". database_consistency reports
-- every boolean without NOT NULL.

SELECT
    c.schema_name,
    c.qualified AS object_name,
    c.table_name,
    c.column_name,
    c.type_name,
    d.default_expression,
    CASE WHEN d.table_oid IS NULL THEN 'low' END AS confidence
FROM columns AS c
LEFT JOIN column_defaults AS d ON d.table_oid = c.table_oid AND d.ordinal = c.ordinal
CROSS JOIN params AS p
WHERE c.base_type = 'boolean' AND NOT c.is_not_null AND NOT c.is_generated
  AND (d.default_expression IN ('true', 'false') OR (p.without_default AND d.table_oid IS NULL))
  AND NOT c.in_partition AND NOT c.is_inherited AND c.table_kind <> 'foreign table'
