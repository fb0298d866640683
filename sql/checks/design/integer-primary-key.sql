-- id          = "integer-primary-key"
-- title       = "Primary key that is not bigint"
-- severity    = "info"
-- object      = "column"
-- confidence  = "low"
-- reads       = ["key_columns", "sequence_columns"]
-- opinionated = true
-- message     = "The key {{ table_name }}.{{ column_name }} is {{ type_name }} and numbered by a sequence"
-- remediation = "Make keys of new tables bigint; change this one while the table is small."
-- since       = "0.1.0"
-- tags        = ["availability"]
-- ---
-- ## What it does
-- Looks for primary keys of one integer column that takes its numbers from a sequence, whatever the size of the
-- table. Partitions and heirs follow their parent.
--
-- ## Why it matters
-- A bigint never ends. The four bytes saved are often lost to alignment, and the change comes due when the table is
-- largest.
--
-- ## How to fix
-- ALTER COLUMN ... TYPE bigint rewrites the table under an exclusive lock.
--
-- ## False positives
-- Every table that stays below some hundred million rows in its life.
--
-- ## Sources
-- PostgreSQL documentation, "Numeric Types". Squawk, pg-index-health and database_consistency report integer keys.

SELECT DISTINCT
    c.schema_name,
    c.qualified AS object_name,
    c.table_name,
    c.column_name,
    c.type_name
FROM sequence_columns AS c
WHERE c.base_type = 'integer'
  AND EXISTS (SELECT FROM key_columns AS k
              WHERE k.table_oid = c.table_oid AND k.ordinal = c.ordinal AND k.is_primary AND k.key_size = 1)
