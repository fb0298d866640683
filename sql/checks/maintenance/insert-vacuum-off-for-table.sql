-- id          = "insert-vacuum-off-for-table"
-- title       = "Growing table that autovacuum does not come to"
-- severity    = "info"
-- object      = "table"
-- reads       = ["storage_options"]
-- message     = "Inserts never make autovacuum come to {{ qualified }} (autovacuum_vacuum_insert_threshold = -1)"
-- remediation = "Remove the parameter, unless a job vacuums the table after each load."
-- since       = "0.1.0"
-- tags        = ["performance", "vacuum", "wraparound"]
-- ---
-- ## What it does
-- Looks for tables and partitions whose autovacuum_vacuum_insert_threshold is -1.
--
-- ## Why it matters
-- The visibility map is not filled, so index-only scans visit the table for every row, and all rows are frozen in one go
-- when the table is largest.
--
-- ## How to fix
-- RESET goes back to the setting of the server. It waits for a running VACUUM of the table, and blocks no query.
--
-- ## False positives
-- Tables without index-only scans that are dropped before their rows must be frozen, such as partitions by day.
--
-- ## Sources
-- PostgreSQL documentation, "autovacuum_vacuum_insert_threshold".

SELECT
    o.schema_name,
    o.qualified AS object_name,
    o.qualified,
    o.reset_sql AS fix_sql,
    o.set_sql AS undo_sql
FROM storage_options AS o
WHERE o.option_name = 'autovacuum_vacuum_insert_threshold' AND o.option_value LIKE '-%'
