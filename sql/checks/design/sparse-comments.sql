-- id          = "sparse-comments"
-- title       = "Schema that explains little"
-- severity    = "info"
-- object      = "schema"
-- confidence  = "low"
-- reads       = ["columns", "comments", "tables"]
-- opinionated = true
-- message     = "{{ commented_percent }} % of the tables and columns of schema {{ schema_name }} have a comment: {{ commented_tables }} of {{ table_count }} tables, {{ commented_columns }} of {{ column_count }} columns"
-- remediation = "Comment what the name does not say: units, where a value comes from, what NULL means."
-- since       = "0.1.0"
-- tags        = ["maintainability"]
-- [params.min_tables]
-- default = 5
-- about   = "Tables that a schema must have."
-- [params.min_percent]
-- default = 30
-- about   = "Share of tables and columns, in percent, that should have a comment."
-- ---
-- ## What it does
-- Counts comments on the tables of each schema with `min_tables` tables or more, and on their columns, and reports
-- schemas with comments on fewer than `min_percent` percent of both together. Partitions and columns of heirs do not
-- count.
--
-- ## Why it matters
-- What a column means is then known to those who made it. Comments stay with the schema, go into dumps, and are shown
-- by every tool.
--
-- ## How to fix
-- COMMENT ON TABLE and COMMENT ON COLUMN, which take a lock that reads and writes pass.
--
-- ## False positives
-- Schemas whose names speak for themselves, or that are documented elsewhere.
--
-- ## Sources
-- PostgreSQL documentation, "COMMENT". pg-index-health, SchemaCrawler and tbls report each object without one.

WITH table_counts AS (
    SELECT t.schema_name, count(*) AS table_count, count(d.object_oid) AS commented_tables
    FROM tables AS t
    LEFT JOIN comments AS d ON d.object_oid = t.table_oid AND d.ordinal = 0
    WHERE NOT t.is_partition
    GROUP BY t.schema_name
), column_counts AS (
    SELECT c.schema_name, count(*) AS column_count, count(d.object_oid) AS commented_columns
    FROM columns AS c
    LEFT JOIN comments AS d ON d.object_oid = c.table_oid AND d.ordinal = c.ordinal
    WHERE NOT c.in_partition AND NOT c.is_inherited
    GROUP BY c.schema_name
), shares AS (
    SELECT t.*, c.column_count, c.commented_columns,
           (t.commented_tables + c.commented_columns) * 100 / (t.table_count + c.column_count) AS commented_percent
    FROM table_counts AS t
    JOIN column_counts AS c ON c.schema_name = t.schema_name
)
SELECT
    s.schema_name,
    format('%I', s.schema_name) AS object_name,
    s.table_count,
    s.commented_tables,
    s.column_count,
    s.commented_columns,
    s.commented_percent
FROM shares AS s
CROSS JOIN params AS p
WHERE s.table_count >= p.min_tables AND s.commented_percent < p.min_percent
