-- id          = "many-dropped-columns"
-- title       = "Table with very many dropped columns"
-- severity    = "info"
-- object      = "table"
-- reads       = ["dropped_columns", "tables"]
-- message     = "{{ qualified }} has {{ dropped }} dropped columns beside {{ columns }} that exist: each row still carries a bit for each, and older rows their values"
-- remediation = "Make the table anew when there is an occasion, as by pg_dump and restore or by CREATE TABLE and INSERT: VACUUM FULL does not give dropped columns back. Look for a job that adds and drops columns."
-- since       = "0.1.0"
-- tags        = ["performance", "storage"]
-- [params.min_dropped]
-- default = 100
-- about   = "Dropped columns from which a table is reported."
-- ---
-- ## What it does
-- Counts dropped columns of tables and partitioned tables; partitions follow their root.
--
-- ## Why it matters
-- A dropped column is NULL in every new row, so every row gets a null bitmap of all columns that there ever were. They
-- count toward the limit of 1600, too.
--
-- ## How to fix
-- Only a new table is without them.
--
-- ## False positives
-- None known, but it matters little in a table of few rows.
--
-- ## Sources
-- PostgreSQL documentation, "ALTER TABLE", DROP COLUMN.

SELECT
    t.schema_name,
    t.qualified AS object_name,
    t.qualified,
    d.dropped,
    t.attribute_count - d.dropped AS columns
FROM (
    SELECT x.table_oid, count(*) AS dropped FROM dropped_columns AS x GROUP BY x.table_oid
) AS d
JOIN tables AS t ON t.table_oid = d.table_oid
CROSS JOIN params AS p
WHERE d.dropped >= p.min_dropped AND NOT t.is_partition
