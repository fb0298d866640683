-- id          = "triggers-in-name-order"
-- title       = "Triggers whose names decide what comes first"
-- severity    = "info"
-- object      = "table"
-- confidence  = "low"
-- reads       = ["trigger_events"]
-- identity    = ["event"]
-- opinionated = true
-- message     = "BEFORE {{ event }} on {{ table_name }} runs {{ trigger_count }} triggers in the order of their names: {{ names }}"
-- remediation = "If one depends on another, put both into one function, or number their names (10_..., 20_...)."
-- since       = "0.1.0"
-- tags        = ["maintainability"]
-- ---
-- ## What it does
-- Looks for tables with two or more enabled BEFORE row triggers for the same event, each of which may change the row
-- that the next one sees. Triggers whose names all begin with a number are left out.
--
-- ## Why it matters
-- PostgreSQL runs triggers of one kind in the order of their names. Whoever renames one, or adds one, changes what is
-- stored, without seeing it.
--
-- ## How to fix
-- ALTER TRIGGER ... RENAME TO, or one function that does the steps in their order.
--
-- ## False positives
-- Triggers that do not touch the same columns.
--
-- ## Sources
-- PostgreSQL documentation, "Overview of Trigger Behavior": they fire in alphabetical order by trigger name.

WITH events AS (
    SELECT g.schema_name, g.table_qualified, g.table_name, e.event, count(*) AS trigger_count,
           string_agg(g.trigger_name, ', ' ORDER BY g.trigger_name COLLATE "C") AS names,
           bool_and(g.trigger_name ~ '^[a-z]{0,3}_?[0-9]') AS are_numbered
    FROM trigger_events AS g
    CROSS JOIN LATERAL (
        VALUES ('INSERT', g.on_insert), ('UPDATE', g.on_update), ('DELETE', g.on_delete)
    ) AS e (event, is_meant)
    WHERE e.is_meant AND g.is_row_level AND g.is_enabled AND g.timing = 'BEFORE'
    GROUP BY g.schema_name, g.table_qualified, g.table_name, e.event
)
SELECT
    e.schema_name,
    e.table_qualified AS object_name,
    e.table_name,
    e.event,
    e.trigger_count,
    e.names
FROM events AS e
WHERE e.trigger_count > 1 AND NOT e.are_numbered
