-- id          = "toast-ignores-table-options"
-- title       = "TOAST table that does not follow the parameters of its table"
-- severity    = "info"
-- object      = "table"
-- reads       = ["storage_options"]
-- message     = "The parameters that tune autovacuum for {{ qualified }} ({{ option_names }}) do not apply to its TOAST table, since that has one of its own"
-- remediation = "Set them for the TOAST table, too, or remove those of the TOAST table, so that it follows its table again."
-- since       = "0.1.0"
-- tags        = ["performance", "vacuum"]
-- ---
-- ## What it does
-- Looks for tables with parameters of autovacuum whose TOAST table has some parameter of its own, but not these.
--
-- ## Why it matters
-- A TOAST table takes over the parameters of its table only as long as it has none. One toast.* parameter, whichever, and
-- all others fall back to the settings of the server.
--
-- ## How to fix
-- The fix sets the parameters of the table for the TOAST table as well. It blocks no query.
--
-- ## False positives
-- A TOAST table that is to be treated differently on purpose.
--
-- ## Sources
-- PostgreSQL: do_autovacuum() and table_recheck_autovac() in autovacuum.c.

WITH named AS (
    SELECT
        m.schema_name,
        m.qualified,
        string_agg(m.option_name, ', ' ORDER BY m.option_name) AS option_names,
        string_agg(format('toast.%s = %L', m.option_name, m.option_value), ', ' ORDER BY m.option_name) AS assignments,
        string_agg('toast.' || m.option_name, ', ' ORDER BY m.option_name) AS toast_names
    FROM storage_options AS m
    WHERE m.option_name LIKE 'autovacuum\_%' AND m.option_name NOT LIKE 'autovacuum\_analyze\_%'
      AND m.option_name <> 'autovacuum_enabled'
      AND EXISTS (SELECT FROM storage_options AS t WHERE t.table_oid = m.table_oid AND t.option_name LIKE 'toast.%')
      AND NOT EXISTS (SELECT FROM storage_options AS t
                      WHERE t.table_oid = m.table_oid AND t.option_name = 'toast.' || m.option_name)
    GROUP BY m.table_oid, m.schema_name, m.qualified
)
SELECT
    n.schema_name,
    n.qualified AS object_name,
    n.qualified,
    n.option_names,
    format('ALTER TABLE %s SET (%s)', n.qualified, n.assignments) AS fix_sql,
    format('ALTER TABLE %s RESET (%s)', n.qualified, n.toast_names) AS undo_sql
FROM named AS n
