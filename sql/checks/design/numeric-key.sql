-- id          = "numeric-key"
-- title       = "Whole numbers as key in numeric"
-- severity    = "info"
-- object      = "column"
-- confidence  = "medium"
-- reads       = ["key_columns"]
-- message     = "The key column {{ table_name }}.{{ column_name }} is {{ type_name }}: bigint is smaller and faster"
-- remediation = "Change it to bigint together with the columns that refer to it, if all values are whole and below 9.2e18."
-- since       = "0.1.0"
-- tags        = ["performance"]
-- ---
-- ## What it does
-- Looks for primary key columns of type numeric without decimals: numeric, numeric(n) and numeric(n,0) up to 18
-- digits, as translations from Oracle make them. Partitions, heirs and foreign tables are left out.
--
-- ## Why it matters
-- A numeric of ten digits takes 10 bytes or more and is compared digit by digit in software, a bigint takes 8 and is
-- compared by one instruction. Joins and indexes over the key pay for it everywhere.
--
-- ## How to fix
-- Drop the foreign keys, change the columns on both sides, add the foreign keys again. The tables are rewritten.
--
-- ## False positives
-- Numbers of more than 18 digits, which need numeric; numeric without a precision that holds fractions.
--
-- ## Sources
-- PostgreSQL documentation, "Numeric Types: Arbitrary Precision Numbers": calculations are very slow compared to the
-- integer types.

SELECT
    c.schema_name,
    c.qualified AS object_name,
    c.table_name,
    c.column_name,
    c.type_name
FROM key_columns AS c
WHERE c.is_primary AND c.base_type = 'numeric'
  AND CASE WHEN c.type_name ~ '^numeric\('
           THEN c.type_name ~ ',0\)$' AND substring(c.type_name FROM '\(([0-9]+)')::integer <= 18
           ELSE true END
  AND NOT c.in_partition AND NOT c.is_inherited AND c.table_kind <> 'foreign table'
