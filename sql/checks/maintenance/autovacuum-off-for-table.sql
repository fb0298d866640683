-- id          = "autovacuum-off-for-table"
-- title       = "Table that autovacuum must not touch"
-- severity    = "warning"
-- object      = "table"
-- reads       = ["storage_options"]
-- message     = "Autovacuum is off for {{ qualified }} (autovacuum_enabled = {{ option_value }}): nothing removes its dead rows or renews its statistics"
-- remediation = "Turn it on again. If it disturbed, throttle it for this table with autovacuum_vacuum_cost_delay, or vacuum by a schedule of your own."
-- since       = "0.1.0"
-- tags        = ["performance", "vacuum"]
-- [params.min_bytes]
-- default = 10485760
-- about   = "Size from which the finding is a `warning`; on smaller tables it is `info`."
-- ---
-- ## What it does
-- Looks for tables and partitions with the storage parameter autovacuum_enabled turned off.
--
-- ## Why it matters
-- Such a table is vacuumed only against wraparound and never analysed. Mostly the parameter was set for one bulk load and
-- forgotten.
--
-- ## How to fix
-- RESET takes effect at the next look of autovacuum. It waits for a running VACUUM of the table, and blocks no query.
--
-- ## False positives
-- A table that is truncated and filled again, with its own ANALYZE after each load.
--
-- ## Sources
-- PostgreSQL documentation, "Storage Parameters". postgres_dba warns from 10 MiB on.

SELECT
    o.schema_name,
    o.qualified AS object_name,
    CASE WHEN o.bytes < p.min_bytes THEN 'info' END AS severity,
    o.qualified,
    o.option_value,
    o.bytes,
    o.reset_sql AS fix_sql,
    o.set_sql AS undo_sql
FROM storage_options AS o
CROSS JOIN params AS p
-- CASE, since values of other parameters are no booleans, and the order of conditions is the planner's.
WHERE CASE WHEN o.option_name = 'autovacuum_enabled' THEN NOT o.option_value::boolean END
