-- id          = "surrogate-key-only"
-- title       = "Generated key and nothing else that is unique"
-- severity    = "info"
-- object      = "table"
-- confidence  = "low"
-- reads       = ["column_defaults", "columns", "covered_columns", "key_columns"]
-- opinionated = true
-- message     = "Rows of {{ table_name }} differ by the generated {{ column_name }} only: the same thing can be stored twice"
-- remediation = "Declare unique what identifies a row in the real world, if there is such a thing."
-- since       = "0.1.0"
-- tags        = ["correctness"]
-- [params.min_columns]
-- default = 2
-- about   = "Columns besides the key that a table must have to be reported."
-- ---
-- ## What it does
-- Looks for tables whose primary key is one generated column (identity, sequence or UUID), that have `min_columns` or
-- more other columns and no other unique index or exclusion constraint. Partitions, heirs and foreign tables are left
-- out.
--
-- ## Why it matters
-- A generated key makes every row unique, also the second copy of the first. A retry after a lost connection stores
-- the order twice.
--
-- ## How to fix
-- Add a UNIQUE constraint over the natural key, after merging what is there twice.
--
-- ## False positives
-- Events, logs, comments and whatever else may well happen twice.
--
-- ## Sources
-- PostgreSQL documentation, "Unique Constraints".

SELECT
    c.schema_name,
    c.table_qualified AS object_name,
    c.table_name,
    c.column_name
FROM key_columns AS c
WHERE c.is_primary AND c.key_size = 1
  AND NOT c.in_partition AND NOT c.is_inherited AND c.table_kind <> 'foreign table'
  AND (c.identity_kind IS NOT NULL
       OR EXISTS (SELECT FROM column_defaults AS d
                  WHERE d.table_oid = c.table_oid AND d.ordinal = c.ordinal AND d.default_expression ~ '\('))
  AND NOT EXISTS (SELECT FROM covered_columns AS i WHERE i.table_oid = c.table_oid AND NOT i.is_primary)
  AND c.table_oid IN (SELECT o.table_oid FROM columns AS o GROUP BY o.table_oid
                      HAVING count(*) > (SELECT p.min_columns FROM params AS p))
