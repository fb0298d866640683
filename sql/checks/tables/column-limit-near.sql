-- id          = "column-limit-near"
-- title       = "Table that soon takes no more columns"
-- severity    = "warning"
-- object      = "table"
-- reads       = ["columns", "tables"]
-- message     = "{{ qualified }} has used {{ used }} of the 1600 columns that a table can ever have{% if dropped %}, {{ dropped }} of them dropped ones{% endif %}"
-- remediation = "{% if dropped %}Make the table anew, as by pg_dump and restore or by CREATE TABLE and INSERT: VACUUM FULL does not give dropped columns back.{% else %}Split the table.{% endif %}"
-- since       = "0.1.0"
-- tags        = ["availability"]
-- [params.min_columns]
-- default = 1280
-- about   = "Columns, dropped ones included, from which a table is reported."
-- ---
-- ## What it does
-- Looks for tables that have used up most of the numbers for columns. Dropped columns keep theirs.
--
-- ## Why it matters
-- At 1600 every ADD COLUMN fails, even if the table has three columns left: a job that adds and drops a column each night
-- gets there in four years.
--
-- ## How to fix
-- Only a new table has new numbers.
--
-- ## False positives
-- None known.
--
-- ## Sources
-- PostgreSQL documentation, "PostgreSQL Limits"; MaxHeapAttributeNumber in htup_details.h.

SELECT
    t.schema_name,
    t.qualified AS object_name,
    t.qualified,
    t.attribute_count AS used,
    t.attribute_count - c.columns AS dropped
FROM tables AS t
CROSS JOIN params AS p
JOIN LATERAL (SELECT count(*) AS columns FROM columns AS x WHERE x.table_oid = t.table_oid) AS c ON true
WHERE t.attribute_count >= p.min_columns AND NOT t.is_partition
