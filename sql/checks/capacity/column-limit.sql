-- id          = "column-limit"
-- title       = "Table close to the largest number of columns"
-- severity    = "warning"
-- object      = "table"
-- reads       = ["tables"]
-- message     = "{{ table_name }} has used {{ columns }} of 1600 columns, dropped ones included"
-- remediation = "Columns that were dropped count until the table is made anew: copy it with CREATE TABLE ... (LIKE ...), and swap. Move seldom used columns to a table of their own."
-- since       = "0.1.0"
-- tags        = ["availability"]
-- [params.min_columns]
-- default = 1200
-- about   = "Columns, dropped ones included, from which a table is reported."
-- ---
-- ## What it does
-- Compares the columns that each table has ever had with `min_columns`. Partitions are left out.
--
-- ## Why it matters
-- At 1600 no column can be added any more, and dropping others does not help: their numbers are never used again.
--
-- ## How to fix
-- Do not add and drop columns as a matter of routine; use a table of key and value or jsonb for what comes and goes.
--
-- ## False positives
-- None known.
--
-- ## Sources
-- PostgreSQL documentation, "PostgreSQL Limits".

SELECT
    t.schema_name,
    t.qualified AS object_name,
    t.table_name,
    t.attribute_count AS columns,
    CASE WHEN t.attribute_count >= 1500 THEN 'error' END AS severity
FROM tables AS t
CROSS JOIN params AS p
WHERE t.attribute_count >= p.min_columns AND NOT t.is_partition AND NOT t.is_foreign
