-- id          = "nullable-partition-key"
-- title       = "Range partition key that may be NULL"
-- severity    = "info"
-- object      = "column"
-- reads       = ["columns", "partitioned_tables"]
-- message     = "{{ table_qualified }} is partitioned by range of {{ column_name }}, which may be NULL{% if has_default %}: such rows go to the default partition{% else %}: such rows are refused with an error about partitions{% endif %}"
-- remediation = "Declare the column NOT NULL. This reads all partitions under an exclusive lock, unless a valid check constraint proves it."
-- since       = "0.1.0"
-- tags        = ["correctness"]
-- ---
-- ## What it does
-- Looks for columns of range partition keys, of tables that are no partitions themselves, that are not declared NOT
-- NULL. Expressions are left out.
--
-- ## Why it matters
-- No range contains NULL. Such a row is refused, with an error that names no column, or lands in the default partition
-- for ever. NOT NULL also lets the column be part of a primary key.
--
-- ## How to fix
-- Add CHECK (column IS NOT NULL) NOT VALID, validate it, set NOT NULL, drop the check: so nobody waits long.
--
-- ## False positives
-- Rows without a date that the default partition is meant for.
--
-- ## Sources
-- PostgreSQL documentation, "CREATE TABLE", PARTITION BY: NULL in a range key goes to the default partition only.

SELECT
    t.schema_name,
    c.qualified AS object_name,
    t.table_name,
    t.qualified AS table_qualified,
    c.column_name,
    t.default_oid IS NOT NULL AS has_default
FROM partitioned_tables AS t
JOIN columns AS c ON c.table_oid = t.table_oid AND c.column_name = ANY (t.key_columns) AND NOT c.is_not_null
WHERE t.strategy = 'range'
  AND NOT t.is_partition
