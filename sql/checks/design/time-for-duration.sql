-- id          = "time-for-duration"
-- title       = "Duration stored as a time of day"
-- severity    = "info"
-- object      = "column"
-- confidence  = "medium"
-- reads       = ["columns"]
-- message     = "{{ table_name }}.{{ column_name }} is {{ type_name }}, a time of day, but its name speaks of a duration"
-- remediation = "Change it to interval, or to a number with the unit in the name, if it holds a duration."
-- since       = "0.1.0"
-- tags        = ["correctness"]
-- ---
-- ## What it does
-- Looks for columns of type `time without time zone` whose name says that they hold how long something takes, such as
-- duration, elapsed, runtime or timeout. Partitions, heirs and foreign tables are left out.
--
-- ## Why it matters
-- A time of day ends at 24:00:00. A longer duration is refused, and `sum` of times is an interval while adding two
-- times is an error.
--
-- ## How to fix
-- ALTER COLUMN ... TYPE interval keeps the values, as a time of day converts to the interval since midnight. The
-- table is rewritten under an exclusive lock.
--
-- ## False positives
-- A column whose name means something else, such as the time at which a timeout begins.
--
-- ## Sources
-- PostgreSQL documentation, "Date/Time Types".

SELECT
    c.schema_name,
    c.qualified AS object_name,
    c.table_name,
    c.column_name,
    c.type_name
FROM columns AS c
WHERE c.base_type = 'time without time zone'
  AND NOT c.in_partition AND NOT c.is_inherited AND c.table_kind <> 'foreign table'
  AND lower(c.column_name) ~ '(^|_)(duration|elapsed|runtime|playtime|uptime|downtime|length|timeout|interval|time_?spent)(_|$)'
