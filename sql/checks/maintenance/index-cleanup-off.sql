-- id          = "index-cleanup-off"
-- title       = "Table whose indexes VACUUM leaves alone"
-- severity    = "warning"
-- object      = "table"
-- reads       = ["storage_options"]
-- message     = "VACUUM leaves the indexes of {{ qualified }}{% if is_toast %} (its TOAST table){% endif %} alone ({{ option_name }} = {{ option_value }}): dead entries stay, and so does the place of each dead row"
-- remediation = "Remove the parameter. For one urgent VACUUM say INDEX_CLEANUP off there."
-- identity    = ["option_name"]
-- since       = "0.1.0"
-- tags        = ["performance", "storage", "vacuum"]
-- ---
-- ## What it does
-- Looks for tables and TOAST tables with vacuum_index_cleanup turned off.
--
-- ## Why it matters
-- Without a look at the indexes VACUUM cannot free the line pointers of dead rows either. Table and indexes grow for ever.
--
-- ## How to fix
-- RESET goes back to `auto`, which skips indexes only where next to nothing is dead. It waits for a running VACUUM of
-- the table, and blocks no query.
--
-- ## False positives
-- A table that is never updated and never deleted from, where it spares little.
--
-- ## Sources
-- PostgreSQL documentation, "VACUUM", INDEX_CLEANUP.

SELECT
    o.schema_name,
    o.qualified AS object_name,
    o.qualified,
    o.option_name,
    o.option_value,
    o.option_name LIKE 'toast.%' AS is_toast,
    o.reset_sql AS fix_sql,
    o.set_sql AS undo_sql
FROM storage_options AS o
WHERE o.option_name IN ('vacuum_index_cleanup', 'toast.vacuum_index_cleanup')
  AND lower(o.option_value) IN ('off', 'false', 'no', '0')
