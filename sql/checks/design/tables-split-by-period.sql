-- id          = "tables-split-by-period"
-- title       = "Tables that want to be partitions"
-- severity    = "info"
-- object      = "table"
-- confidence  = "medium"
-- reads       = ["columns", "tables"]
-- identity    = ["stem"]
-- message     = "{{ table_count }} tables, {{ first_table }} to {{ last_table }}, hold the same columns for one period each"
-- remediation = "Make them partitions of one table: create it PARTITION BY RANGE over the time column and ATTACH each table."
-- since       = "0.1.0"
-- tags        = ["maintainability"]
-- [params.min_tables]
-- default = 3
-- about   = "Tables of one kind from which they are reported."
-- ---
-- ## What it does
-- Looks for `min_tables` tables or more in a schema whose names differ in a year, a month or a day at their end only,
-- such as sales_2023 and sales_2024, and that have the same columns. Partitions, heirs and parents are left out.
--
-- ## Why it matters
-- Queries over more than one period need a UNION that somebody must keep up, and programs must put names of tables
-- together. Constraints over all periods are not possible.
--
-- ## How to fix
-- CREATE TABLE ... PARTITION BY RANGE, a CHECK on each table that says its period, and ATTACH PARTITION, which then
-- need not look at the rows. No data is copied.
--
-- ## False positives
-- Snapshots of a table at several times, which are not parts of one whole.
--
-- ## Sources
-- PostgreSQL documentation, "Table Partitioning". No other tool has the check.

WITH dated AS MATERIALIZED (
    SELECT t.table_oid, t.schema_name, t.table_name, t.qualified,
           substring(t.table_name FROM '^(.*[^0-9_-])[_-]?[ypm]?(?:19|20)[0-9]{2}(?:[_-]?(?:m|q)?[0-9]{1,2}){0,2}$') AS stem
    FROM tables AS t
    WHERE t.kind = 'table' AND NOT t.is_partition AND NOT t.has_children
      AND right(t.table_name, 1) BETWEEN '0' AND '9'
), shaped AS (
    SELECT d.schema_name, d.table_name, d.qualified, d.stem,
           md5(string_agg(c.column_name || ' ' || c.base_type, ',' ORDER BY c.column_name COLLATE "C")) AS signature
    FROM dated AS d
    JOIN columns AS c ON c.table_oid = d.table_oid
    WHERE d.stem IS NOT NULL
    GROUP BY d.schema_name, d.table_name, d.qualified, d.stem
    HAVING NOT bool_or(c.is_inherited)
)
SELECT
    s.schema_name,
    min(s.qualified) AS object_name,
    s.stem,
    count(*) AS table_count,
    min(s.table_name) AS first_table,
    max(s.table_name) AS last_table
FROM shaped AS s
GROUP BY s.schema_name, s.stem, s.signature
HAVING count(*) >= (SELECT p.min_tables FROM params AS p)
