-- id          = "freeze-option-without-effect"
-- title       = "Freezing parameter of a table that has no effect"
-- severity    = "info"
-- object      = "table"
-- reads       = ["settings", "storage_options"]
-- message     = "{{ option_name }} = {{ option_value }} of {{ qualified }} has no effect: the server freezes at {{ server_value }} whatever a table says"
-- remediation = "Remove it. If the table is to be frozen later, the setting of the server must be raised."
-- identity    = ["option_name"]
-- since       = "0.1.0"
-- tags        = ["vacuum", "wraparound"]
-- ---
-- ## What it does
-- Looks for tables and TOAST tables whose autovacuum_freeze_max_age or autovacuum_multixact_freeze_max_age is above the
-- server's.
--
-- ## Why it matters
-- Somebody wanted VACUUM against wraparound to come later there, and it does not. A table can only ask for it earlier.
--
-- ## How to fix
-- RESET changes nothing else. It waits for a running VACUUM of the table, and blocks no query.
--
-- ## False positives
-- None known.
--
-- ## Sources
-- PostgreSQL documentation, "Storage Parameters": larger values are ignored.

SELECT
    o.schema_name,
    o.qualified AS object_name,
    o.qualified,
    o.option_name,
    o.option_value,
    s.value AS server_value,
    o.reset_sql AS fix_sql,
    o.set_sql AS undo_sql
FROM storage_options AS o
JOIN settings AS s ON s.name = regexp_replace(o.option_name, '^toast\.', '')
-- CASE, since values of other parameters are no numbers, and the order of conditions is the planner's.
WHERE CASE WHEN s.name IN ('autovacuum_freeze_max_age', 'autovacuum_multixact_freeze_max_age')
           THEN o.option_value::bigint > s.value::bigint END
