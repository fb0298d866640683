-- id          = "replica-only-trigger"
-- title       = "Trigger that does not fire in normal sessions"
-- severity    = "info"
-- object      = "trigger"
-- confidence  = "medium"
-- reads       = ["partition_ancestors", "triggers"]
-- message     = "Trigger {{ trigger_name }} on {{ table_qualified }} fires only in sessions with session_replication_role = replica"
-- remediation = "Leave it if it is for rows that logical replication applies; else ENABLE TRIGGER makes it fire for everybody."
-- since       = "0.1.0"
-- tags        = ["correctness", "replication"]
-- ---
-- ## What it does
-- Looks for triggers, other than those that guard constraints, set to ENABLE REPLICA. Copies on partitions follow their
-- parent.
--
-- ## Why it matters
-- The trigger looks enabled, yet nothing happens when the application writes. It fires for the apply workers of logical
-- replication alone.
--
-- ## How to fix
-- Decide for which writes it is meant.
--
-- ## False positives
-- Triggers of a subscriber that are made for replicated rows.
--
-- ## Sources
-- PostgreSQL documentation, "ALTER TABLE", ENABLE REPLICA TRIGGER.

SELECT
    g.schema_name,
    g.qualified AS object_name,
    g.trigger_name,
    g.table_name,
    g.table_qualified
FROM triggers AS g
WHERE g.fires = 'replica'
  AND NOT g.is_internal
  AND NOT (g.is_clone AND EXISTS (SELECT
                                  FROM partition_ancestors AS a
                                  JOIN triggers AS p ON p.table_oid = a.ancestor_oid
                                  WHERE a.descendant_oid = g.table_oid AND p.trigger_name = g.trigger_name
                                    AND p.fires = 'replica'))
