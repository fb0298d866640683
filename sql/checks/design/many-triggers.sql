-- id          = "many-triggers"
-- title       = "Many triggers for one event"
-- severity    = "info"
-- object      = "table"
-- confidence  = "medium"
-- reads       = ["trigger_events"]
-- identity    = ["event"]
-- message     = "{{ event }} on {{ table_name }} runs {{ trigger_count }} triggers for each row: {{ examples }}"
-- remediation = "Put what belongs together into one function, and what may be done once for all rows into a statement trigger with transition tables."
-- since       = "0.1.0"
-- tags        = ["performance"]
-- [params.min_triggers]
-- default = 5
-- about   = "Row triggers for one event from which a table is reported."
-- ---
-- ## What it does
-- Counts the enabled row triggers of each table for INSERT, UPDATE and DELETE and reports `min_triggers` or more.
-- Those with a WHEN condition do not count, nor do those behind foreign keys. Triggers of a partitioned table count
-- once.
--
-- ## Why it matters
-- Each runs for each row. A bulk UPDATE of a million rows calls a million functions for each trigger, and which of
-- them changed a value is hard to find out.
--
-- ## How to fix
-- Triggers with WHEN (OLD.* IS DISTINCT FROM NEW.*) or UPDATE OF columns run less often.
--
-- ## False positives
-- Tables with few writes.
--
-- ## Sources
-- PostgreSQL documentation, "Overview of Trigger Behavior".

WITH events AS (
    SELECT g.schema_name, g.table_qualified, g.table_name, e.event, count(*) AS trigger_count,
           array_agg(g.trigger_name ORDER BY g.trigger_name) AS names
    FROM trigger_events AS g
    CROSS JOIN LATERAL (
        VALUES ('INSERT', g.on_insert), ('UPDATE', g.on_update), ('DELETE', g.on_delete)
    ) AS e (event, is_meant)
    WHERE e.is_meant AND g.is_row_level AND g.is_enabled AND NOT g.has_condition
    GROUP BY g.schema_name, g.table_qualified, g.table_name, e.event
)
SELECT
    e.schema_name,
    e.table_qualified AS object_name,
    e.table_name,
    e.event,
    e.trigger_count,
    array_to_string(e.names[1:3], ', ') || CASE WHEN e.trigger_count > 3 THEN ' ...' ELSE '' END AS examples
FROM events AS e
CROSS JOIN params AS p
WHERE e.trigger_count >= p.min_triggers
