-- id          = "one-column-table"
-- title       = "Table of one column or none"
-- severity    = "info"
-- object      = "table"
-- confidence  = "medium"
-- reads       = ["columns", "reference_columns", "tables"]
-- message     = "{{ table_name }} has {% if column_count == 0 %}no column{% else %}one column only, {{ column_name }}{% endif %}"
-- remediation = "Ask what it is for: a list of values that others refer to wants a foreign key, a forgotten experiment can go."
-- since       = "0.1.0"
-- tags        = ["maintainability"]
-- ---
-- ## What it does
-- Looks for tables with fewer than two columns. Left out are partitions, typed tables, heirs and tables with heirs,
-- foreign tables, and tables that a foreign key refers to, which are lists of what is allowed.
--
-- ## Why it matters
-- A row that says nothing of its value is rarely a table: often a foreign key was forgotten, or the table is left
-- over.
--
-- ## How to fix
-- Add the foreign key, the columns that are missing, or drop the table.
--
-- ## False positives
-- Queues of ids, and lists of values that applications load.
--
-- ## Sources
-- PostgreSQL documentation, "Table Basics". pg-index-health, pgFirstAid, SchemaCrawler and SchemaSpy have the check.

SELECT
    t.schema_name,
    t.qualified AS object_name,
    t.table_name,
    COALESCE(c.column_count, 0) AS column_count,
    c.column_name
FROM tables AS t
LEFT JOIN (
    SELECT x.table_oid, count(*) AS column_count, min(x.column_name) AS column_name, bool_or(x.is_inherited) AS has_inherited
    FROM columns AS x
    GROUP BY x.table_oid
) AS c ON c.table_oid = t.table_oid
WHERE COALESCE(c.column_count, 0) < 2 AND c.has_inherited IS NOT TRUE
  AND NOT t.is_partition AND NOT t.is_typed AND NOT t.is_foreign
  AND (t.is_partitioned OR NOT t.has_children)
  AND NOT EXISTS (SELECT FROM reference_columns AS r WHERE r.referenced_oid = t.table_oid)
