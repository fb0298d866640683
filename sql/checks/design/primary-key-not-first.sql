-- id          = "primary-key-not-first"
-- title       = "Primary key that is not the first column"
-- severity    = "info"
-- object      = "table"
-- confidence  = "low"
-- reads       = ["columns", "key_columns", "tables"]
-- opinionated = true
-- message     = "The primary key of {{ table_name }}, {{ key_columns }}, does not come first among its columns"
-- remediation = "Leave it, or put the key first when the table is built anew."
-- since       = "0.1.0"
-- tags        = ["maintainability"]
-- ---
-- ## What it does
-- Looks for tables with a column before the last one of their primary key that is no part of it. Partitions, heirs
-- and foreign tables are left out.
--
-- ## Why it matters
-- People look for the key at the beginning. Nothing else depends on it.
--
-- ## How to fix
-- The order of columns can only be changed by building the table anew.
--
-- ## False positives
-- All of them, if you do not care.
--
-- ## Sources
-- PostgreSQL wiki, "Alter column position". pg-index-health and SchemaCrawler have the check.

WITH marked AS (
    SELECT c.table_oid, c.quoted_name, c.ordinal, k.place
    FROM columns AS c
    LEFT JOIN key_columns AS k ON k.table_oid = c.table_oid AND k.ordinal = c.ordinal AND k.is_primary
    WHERE NOT c.in_partition AND NOT c.is_inherited AND c.table_kind <> 'foreign table'
), late AS (
    SELECT m.table_oid, string_agg(m.quoted_name, ', ' ORDER BY m.place) FILTER (WHERE m.place IS NOT NULL) AS key_columns
    FROM marked AS m
    GROUP BY m.table_oid
    HAVING max(m.ordinal) FILTER (WHERE m.place IS NOT NULL)
           > min(m.ordinal) FILTER (WHERE m.place IS NULL)
)
SELECT
    t.schema_name,
    t.qualified AS object_name,
    t.table_name,
    l.key_columns
FROM late AS l
JOIN tables AS t ON t.table_oid = l.table_oid
