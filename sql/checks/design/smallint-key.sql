-- id          = "smallint-key"
-- title       = "Numbered key of two bytes"
-- severity    = "info"
-- object      = "column"
-- reads       = ["key_columns", "sequence_columns", "tables"]
-- message     = "The key {{ table_name }}.{{ column_name }} is {{ type_name }} and numbered by a sequence: after 32767 rows INSERT fails{% if row_estimate %}, and about {{ row_estimate | int }} are there{% endif %}"
-- remediation = "Change it to bigint, with the columns that refer to it."
-- since       = "0.1.0"
-- tags        = ["availability"]
-- [params.warning_rows]
-- default = 10000
-- about   = "Rows from which the finding is a `warning`."
-- ---
-- ## What it does
-- Looks for primary keys of one smallint column that takes its numbers from a sequence. A table of more than
-- `warning_rows` rows makes the finding a `warning`. Partitions and heirs follow their parent; keys that the
-- application numbers are not meant.
--
-- ## Why it matters
-- A sequence also counts rows that were deleted, rolled back or met a conflict, so the end comes before 32767 rows.
-- The two or six bytes that the type saves are mostly lost again to alignment.
--
-- ## How to fix
-- ALTER COLUMN ... TYPE bigint, on columns that refer to it too. The tables are rewritten, which takes a moment at
-- that size.
--
-- ## False positives
-- Lists that people maintain, and that will never have thousands of entries.
--
-- ## Sources
-- PostgreSQL documentation, "Numeric Types". Squawk refuses smallint in new columns.

SELECT DISTINCT
    c.schema_name,
    c.qualified AS object_name,
    c.table_name,
    c.column_name,
    c.type_name,
    t.row_estimate,
    CASE WHEN t.row_estimate > p.warning_rows THEN 'warning' END AS severity
FROM sequence_columns AS c
JOIN tables AS t ON t.table_oid = c.table_oid
CROSS JOIN params AS p
WHERE c.base_type = 'smallint'
  AND EXISTS (SELECT FROM key_columns AS k
              WHERE k.table_oid = c.table_oid AND k.ordinal = c.ordinal AND k.is_primary AND k.key_size = 1)
