-- id          = "partitioned-table-without-partitions"
-- title       = "Partitioned table without partitions"
-- severity    = "warning"
-- object      = "table"
-- reads       = ["partitioned_tables"]
-- message     = "{{ table_qualified }} is partitioned, but has no partition: every insert fails"
-- remediation = "Create partitions, or drop the table if it is a leftover."
-- since       = "0.1.0"
-- tags        = ["availability"]
-- ---
-- ## What it does
-- Looks for partitioned tables, and partitions that are themselves partitioned, to which no partition belongs.
--
-- ## Why it matters
-- No row has a place: every insert fails. A partition of this kind stops the inserts of its range, although its parent
-- has others.
--
-- ## How to fix
-- Create the partitions that the next rows need.
--
-- ## False positives
-- A table that is being set up.
--
-- ## Sources
-- PostgreSQL documentation, "Table Partitioning".

SELECT
    t.schema_name,
    t.qualified AS object_name,
    t.table_name,
    t.qualified AS table_qualified,
    t.strategy
FROM partitioned_tables AS t
WHERE NOT t.has_children
