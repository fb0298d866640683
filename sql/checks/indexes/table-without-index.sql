-- id          = "table-without-index"
-- title       = "Large table without any index"
-- severity    = "info"
-- object      = "table"
-- confidence  = "medium"
-- reads       = ["indexes", "partitions", "tables"]
-- message     = "{{ table_qualified }} has {{ row_estimate }} rows and no index"
-- remediation = "Give it a primary key, and indexes for the columns that queries filter or join by."
-- since       = "0.1.0"
-- tags        = ["performance"]
-- [params.min_rows]
-- default = 10000
-- about   = "Smaller tables, as last counted, are not reported."
-- ---
-- ## What it does
-- Looks for tables and partitions with at least `min_rows` rows that have no index at all, valid or not. A partition is
-- reported only if others of its table have one.
--
-- ## Why it matters
-- Every look-up, UPDATE and DELETE reads the whole table, and so does each check of a foreign key.
--
-- ## How to fix
-- Build indexes CONCURRENTLY on a table in use.
--
-- ## False positives
-- Logs and staging tables that are only ever written and read as a whole.
--
-- ## Sources
-- PostgreSQL documentation, "Indexes". SchemaCrawler and SchemaSpy report such tables whatever their size.

WITH indexed AS MATERIALIZED (
    SELECT DISTINCT i.table_oid FROM indexes AS i
)
SELECT
    t.schema_name,
    t.qualified AS object_name,
    t.table_name,
    t.qualified AS table_qualified,
    t.row_estimate::bigint AS row_estimate
FROM tables AS t
CROSS JOIN params AS p
WHERE t.kind = 'table'
  AND t.row_estimate >= p.min_rows
  AND NOT EXISTS (SELECT FROM indexed AS x WHERE x.table_oid = t.table_oid)
  AND (NOT t.is_partition
       OR EXISTS (SELECT
                  FROM partitions AS me
                  JOIN partitions AS other ON other.parent_oid = me.parent_oid
                  JOIN indexed AS x ON x.table_oid = other.table_oid
                  WHERE me.table_oid = t.table_oid))
