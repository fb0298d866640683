-- id          = "disabled-trigger"
-- title       = "Trigger that is switched off"
-- severity    = "warning"
-- object      = "trigger"
-- reads       = ["partition_ancestors", "triggers"]
-- message     = "Trigger {{ trigger_name }} on {{ table_qualified }} is disabled"
-- remediation = "Enable it, or drop it if it is no longer needed. Rows that were written meanwhile lack what it would have done."
-- since       = "0.1.0"
-- tags        = ["correctness"]
-- ---
-- ## What it does
-- Looks for triggers, other than those by which PostgreSQL guards constraints, that are disabled. The copy of a trigger
-- on a partition is reported only if the parent's trigger is enabled.
--
-- ## Why it matters
-- Somebody disabled it for a bulk load and forgot it, so audit rows, derived columns or notifications are missing from
-- then on.
--
-- ## How to fix
-- ENABLE TRIGGER takes a lock that makes writes wait, for a moment.
--
-- ## False positives
-- A trigger that the application enables when it needs it.
--
-- ## Sources
-- PostgreSQL documentation, "ALTER TABLE", DISABLE TRIGGER.

SELECT
    g.schema_name,
    g.qualified AS object_name,
    g.trigger_name,
    g.table_name,
    g.table_qualified,
    format('ALTER TABLE %s ENABLE TRIGGER %I', g.table_qualified, g.trigger_name) AS fix_sql,
    format('ALTER TABLE %s DISABLE TRIGGER %I', g.table_qualified, g.trigger_name) AS undo_sql
FROM triggers AS g
WHERE g.fires = 'never'
  AND NOT g.is_internal
  AND NOT (g.is_clone AND EXISTS (SELECT
                                  FROM partition_ancestors AS a
                                  JOIN triggers AS p ON p.table_oid = a.ancestor_oid
                                  WHERE a.descendant_oid = g.table_oid AND p.trigger_name = g.trigger_name
                                    AND p.fires = 'never'))
