-- id          = "only-nullable-columns"
-- title       = "Table in which nothing but the key must be known"
-- severity    = "info"
-- object      = "table"
-- confidence  = "low"
-- reads       = ["columns", "key_columns", "tables"]
-- opinionated = true
-- message     = "All {{ column_count }} columns of {{ table_name }} outside of its primary key may be NULL"
-- remediation = "Declare NOT NULL on the columns without which a row makes no sense."
-- since       = "0.1.0"
-- tags        = ["correctness"]
-- [params.min_columns]
-- default = 3
-- about   = "Columns outside of the key that a table must have to be reported."
-- ---
-- ## What it does
-- Looks for tables with a primary key and `min_columns` or more other columns, none of which is NOT NULL. Generated
-- columns and columns with a default do not count. Partitions, heirs and foreign tables are left out.
--
-- ## Why it matters
-- A row of nothing but a key can be stored, so every query and program must expect it. The planner cannot use what it
-- does not know to be there, for example for NOT IN and outer joins.
--
-- ## How to fix
-- On a large table add CHECK (column IS NOT NULL) NOT VALID, VALIDATE it, then SET NOT NULL, which takes the check as
-- proof and does not scan.
--
-- ## False positives
-- Tables of optional properties, and tables that are filled step by step.
--
-- ## Sources
-- PostgreSQL documentation, "Not-Null Constraints". pg-index-health and SchemaCrawler have the check.

WITH others AS (
    SELECT c.table_oid, count(*) AS column_count, bool_or(c.is_not_null) AS has_not_null
    FROM columns AS c
    WHERE NOT c.in_partition AND NOT c.is_inherited AND c.table_kind <> 'foreign table'
      AND NOT c.is_generated
      AND NOT EXISTS (SELECT FROM key_columns AS k
                      WHERE k.table_oid = c.table_oid AND k.ordinal = c.ordinal AND k.is_primary)
    GROUP BY c.table_oid
)
SELECT
    t.schema_name,
    t.qualified AS object_name,
    t.table_name,
    o.column_count
FROM others AS o
JOIN tables AS t ON t.table_oid = o.table_oid
CROSS JOIN params AS p
WHERE o.column_count >= p.min_columns AND NOT o.has_not_null
  AND EXISTS (SELECT FROM key_columns AS k WHERE k.table_oid = o.table_oid AND k.is_primary)
