-- id          = "autovacuum-off-for-toast"
-- title       = "TOAST table that autovacuum must not touch"
-- severity    = "warning"
-- object      = "table"
-- reads       = ["storage_options"]
-- message     = "Autovacuum is off for the TOAST table of {{ qualified }} (toast.autovacuum_enabled = {{ option_value }}): what its long values leave behind is never cleaned up"
-- remediation = "Turn it on again."
-- since       = "0.1.0"
-- tags        = ["performance", "storage", "vacuum"]
-- ---
-- ## What it does
-- Looks for tables and partitions with toast.autovacuum_enabled turned off.
--
-- ## Why it matters
-- Each update of a long value leaves the old one in the TOAST table. Autovacuum treats that table by itself, so the table
-- may look well kept while its TOAST table grows without end.
--
-- ## How to fix
-- RESET takes effect at the next look of autovacuum. It waits for a running VACUUM of the table, and blocks no query.
--
-- ## False positives
-- A table that is truncated and filled again.
--
-- ## Sources
-- PostgreSQL documentation, "Storage Parameters".

SELECT
    o.schema_name,
    o.qualified AS object_name,
    o.qualified,
    o.option_value,
    o.reset_sql AS fix_sql,
    o.set_sql AS undo_sql
FROM storage_options AS o
-- CASE, since values of other parameters are no booleans, and the order of conditions is the planner's.
WHERE CASE WHEN o.option_name = 'toast.autovacuum_enabled' THEN NOT o.option_value::boolean END
