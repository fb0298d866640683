-- id          = "disabled-event-trigger"
-- title       = "Event trigger that is disabled"
-- severity    = "info"
-- object      = "event trigger"
-- confidence  = "high"
-- reads       = ["event_triggers"]
-- message     = "Event trigger {{ trigger_name }} on {{ event }} is disabled: DDL passes it by"
-- remediation = "Enable it, or drop it if nobody needs it any more."
-- since       = "0.1.0"
-- tags        = ["security"]
-- ---
-- ## What it does
-- Looks for event triggers that were disabled.
--
-- ## Why it matters
-- Event triggers guard or record DDL. One that was disabled for a migration, and left so, guards nothing, and nobody
-- sees it.
--
-- ## How to fix
-- ALTER EVENT TRIGGER ... ENABLE. Only a superuser may do it before PostgreSQL 17.
--
-- ## False positives
-- Triggers that are switched on for single occasions.
--
-- ## Sources
-- PostgreSQL documentation, "Event Triggers".

SELECT
    NULL AS schema_name,
    g.qualified AS object_name,
    g.trigger_name,
    g.event,
    format('ALTER EVENT TRIGGER %s ENABLE', g.qualified) AS fix_sql,
    format('ALTER EVENT TRIGGER %s DISABLE', g.qualified) AS undo_sql
FROM event_triggers AS g
WHERE NOT g.is_enabled
