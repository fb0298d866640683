-- id          = "integer-key-of-large-table"
-- title       = "Integer key of a very large table"
-- severity    = "warning"
-- object      = "column"
-- reads       = ["key_columns", "tables"]
-- message     = "{{ table_name }} has about {{ row_estimate | int }} rows and the key {{ column_name }} of type {{ type_name }}, which ends at 2147483647"
-- remediation = "Plan the change of the key, and of the columns that refer to it, to bigint now: add a bigint column, fill it in batches, swap."
-- since       = "0.1.0"
-- tags        = ["availability"]
-- [params.min_rows]
-- default = 200000000
-- about   = "Rows from which a table is reported: a tenth of the numbers."
-- [params.error_rows]
-- default = 1700000000
-- about   = "Rows from which the finding is an `error`: four fifths of the numbers."
-- ---
-- ## What it does
-- Looks for primary keys of one integer column in tables of `min_rows` rows or more, and calls it an `error` from
-- `error_rows` on. Rows are those of the last VACUUM or ANALYZE. Partitions count for the partitioned table. How far
-- a sequence has got is told by sequence-exhaustion, which also sees rows that are gone.
--
-- ## Why it matters
-- The type has numbers for 2147 million rows, deleted ones included. Changing it rewrites the table and its indexes
-- under an exclusive lock, which takes the longer the later it is done.
--
-- ## How to fix
-- Add a bigint column with a trigger that copies the key, fill it in batches, build a unique index CONCURRENTLY, and
-- swap the columns in a short transaction.
--
-- ## False positives
-- Tables that have got all the rows that they will ever have.
--
-- ## Sources
-- PostgreSQL documentation, "Numeric Types". Squawk, pg-index-health and database_consistency report every integer
-- key, whatever its size.

SELECT
    c.schema_name,
    c.qualified AS object_name,
    c.table_name,
    c.column_name,
    c.type_name,
    t.row_estimate,
    CASE WHEN t.row_estimate >= p.error_rows THEN 'error' END AS severity
FROM key_columns AS c
JOIN tables AS t ON t.table_oid = c.table_oid
CROSS JOIN params AS p
WHERE c.is_primary AND c.key_size = 1 AND c.base_type = 'integer'
  AND t.row_estimate >= p.min_rows
  AND NOT c.in_partition AND NOT c.is_inherited AND c.table_kind <> 'foreign table'
