-- id          = "freeze-age-low-for-table"
-- title       = "Table that is vacuumed against wraparound all the time"
-- severity    = "info"
-- object      = "table"
-- reads       = ["storage_options"]
-- message     = "{{ option_name }} = {{ option_value }} makes autovacuum freeze {{ qualified }} every {{ option_value }} transactions, and those runs do not give way to DDL"
-- remediation = "Remove it. To have rows frozen early, lower autovacuum_freeze_min_age instead, which ordinary runs heed."
-- identity    = ["option_name"]
-- since       = "0.1.0"
-- tags        = ["performance", "vacuum", "wraparound"]
-- [params.min_age]
-- default = 10000000
-- about   = "Lower values are reported."
-- ---
-- ## What it does
-- Looks for tables and TOAST tables with a very low autovacuum_freeze_max_age or autovacuum_multixact_freeze_max_age.
--
-- ## Why it matters
-- A run against wraparound reads every page that is not frozen, comes even where autovacuum is off, and keeps its lock
-- when somebody waits for it.
--
-- ## How to fix
-- RESET goes back to the setting of the server. It waits for a running VACUUM of the table, and blocks no query.
--
-- ## False positives
-- A small table for which that is done on purpose.
--
-- ## Sources
-- PostgreSQL documentation, "Storage Parameters".

SELECT
    o.schema_name,
    o.qualified AS object_name,
    o.qualified,
    o.option_name,
    o.option_value,
    o.reset_sql AS fix_sql,
    o.set_sql AS undo_sql
FROM storage_options AS o
CROSS JOIN params AS p
-- CASE, since values of other parameters are no numbers, and the order of conditions is the planner's.
WHERE CASE WHEN o.option_name IN ('autovacuum_freeze_max_age', 'autovacuum_multixact_freeze_max_age',
                                  'toast.autovacuum_freeze_max_age', 'toast.autovacuum_multixact_freeze_max_age')
           THEN o.option_value::bigint < p.min_age END
