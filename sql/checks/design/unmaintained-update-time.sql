-- id          = "unmaintained-update-time"
-- title       = "Time of the last change that nothing maintains"
-- severity    = "info"
-- object      = "column"
-- confidence  = "medium"
-- reads       = ["columns", "trigger_events"]
-- message     = "{{ table_name }}.{{ column_name }} is set by no trigger, unlike in {{ with_trigger }} of {{ all_count }} tables of the schema that have such a column"
-- remediation = "Give the table the trigger that the others have."
-- since       = "0.1.0"
-- tags        = ["correctness"]
-- [params.min_percent]
-- default = 50
-- about   = "Share of such tables, in percent, that must have the trigger."
-- ---
-- ## What it does
-- Looks for columns that hold when a row was last changed (updated_at, modified_at, last_modified and the like) in
-- tables without a trigger BEFORE UPDATE, in schemas where at least `min_percent` percent of such tables, and three,
-- have one. Where none has, the application is taken to maintain them. Partitions follow their parent.
--
-- ## Why it matters
-- The column keeps the time at which the row was made, and whoever loads what has changed since yesterday misses
-- rows.
--
-- ## How to fix
-- CREATE TRIGGER ... BEFORE UPDATE ... FOR EACH ROW with the function of the others. It takes a lock that keeps
-- writers out for a moment.
--
-- ## False positives
-- Tables that a program writes which sets the column itself, or that never change.
--
-- ## Sources
-- PostgreSQL documentation, "Overview of Trigger Behavior". No other tool has the check; pglinter B009 even reports
-- that several tables share a trigger function.

WITH changed AS MATERIALIZED (
    SELECT
        c.*,
        EXISTS (SELECT FROM trigger_events AS g
                WHERE g.table_oid = c.table_oid AND g.on_update AND g.timing = 'BEFORE' AND g.is_row_level
                  AND g.is_enabled) AS has_trigger
    FROM columns AS c
    WHERE c.base_type IN ('timestamp with time zone', 'timestamp without time zone', 'date')
      AND lower(c.column_name) ~ '^(last_?)?(updated|modified|changed|update|change|modification)(_?(at|on|date|time|ts))?$'
      AND NOT c.in_partition AND NOT c.is_inherited AND c.table_kind <> 'foreign table'
), counted AS (
    SELECT c.*,
           count(*) OVER s AS all_count,
           count(*) FILTER (WHERE c.has_trigger) OVER s AS with_trigger
    FROM changed AS c
    WINDOW s AS (PARTITION BY c.schema_name)
)
SELECT
    c.schema_name,
    c.qualified AS object_name,
    c.table_name,
    c.column_name,
    c.with_trigger,
    c.all_count
FROM counted AS c
CROSS JOIN params AS p
WHERE NOT c.has_trigger AND c.with_trigger >= 3 AND c.with_trigger * 100 >= c.all_count * p.min_percent
