-- id          = "column-with-several-parents"
-- title       = "Column that must exist in several tables at once"
-- severity    = "info"
-- object      = "column"
-- confidence  = "medium"
-- reads       = ["foreign_keys"]
-- message     = "{{ table_qualified }}.{{ column_name }} refers to {{ referenced }}: a value must exist in each of them"
-- remediation = "Keep one of the foreign keys, or, if the column may point to one table or the other, give each its own nullable column."
-- since       = "0.1.0"
-- tags        = ["correctness"]
-- ---
-- ## What it does
-- Looks for a column with foreign keys of one column to two or more different tables.
--
-- ## Why it matters
-- A foreign key is a demand, not a choice: the value must be present in all of them. Often somebody wanted "either,
-- or", and rows fail that should not, or rows in the other table are created only to satisfy it.
--
-- ## How to fix
-- Decide which table the column belongs to.
--
-- ## False positives
-- Tables that extend one another and share their key: a row of the third is then a row of the second and of the first.
-- One key, to the nearest of them, is enough there.
--
-- ## Sources
-- PostgreSQL documentation, "Foreign Keys".

SELECT
    f.schema_name,
    format('%s.%I', f.table_qualified, f.column_names[1]) AS object_name,
    f.table_name,
    f.table_qualified,
    f.column_names[1] AS column_name,
    string_agg(DISTINCT f.referenced_qualified, ', ') AS referenced,
    count(DISTINCT f.referenced_oid) AS parents
FROM foreign_keys AS f
WHERE cardinality(f.column_names) = 1
GROUP BY f.table_oid, f.schema_name, f.table_name, f.table_qualified, f.column_names[1]
HAVING count(DISTINCT f.referenced_oid) > 1
