-- id          = "float-key"
-- title       = "Key in binary floating point"
-- severity    = "warning"
-- object      = "column"
-- reads       = ["columns", "key_columns"]
-- message     = "{{ table_name }}.{{ column_name }} is {{ type_name }}{% if is_key %} and part of a key: equal numbers may not be found equal{% else %}, but its name is that of an identifier{% endif %}"
-- remediation = "Use numeric, or bigint for an identifier."
-- since       = "0.1.0"
-- tags        = ["correctness"]
-- ---
-- ## What it does
-- Looks for columns of type `real` or `double precision` in a primary key or unique index, and for such columns
-- called id or ..._id. Partitions, heirs and foreign tables are left out.
--
-- ## Why it matters
-- Binary fractions are rounded: 0.1 + 0.2 is not found as 0.3, and from 2^53 on (2^24 for real) neighbouring whole
-- numbers are the same value. So a key refuses what is new, and misses what is there.
--
-- ## How to fix
-- ALTER COLUMN ... TYPE bigint or numeric; columns that refer to it need the same.
--
-- ## False positives
-- Measured coordinates whose exact bits come from one source and are compared with nothing else.
--
-- ## Sources
-- PostgreSQL documentation, "Numeric Types: Floating-Point Types": comparing two floating-point values for equality
-- might not always work as expected.

WITH floats AS (
    SELECT c.*, EXISTS (SELECT FROM key_columns AS k
                        WHERE k.table_oid = c.table_oid AND k.ordinal = c.ordinal) AS is_key
    FROM columns AS c
    WHERE c.base_type IN ('real', 'double precision')
      AND NOT c.in_partition AND NOT c.is_inherited AND c.table_kind <> 'foreign table'
)
SELECT
    c.schema_name,
    c.qualified AS object_name,
    c.table_name,
    c.column_name,
    c.type_name,
    c.is_key
FROM floats AS c
WHERE c.is_key OR lower(c.column_name) ~ '(^|_)id$' OR c.column_name ~ '[a-z]I[dD]$'
