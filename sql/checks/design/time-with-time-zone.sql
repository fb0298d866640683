-- id          = "time-with-time-zone"
-- title       = "Time of day with time zone"
-- severity    = "warning"
-- object      = "column"
-- reads       = ["columns"]
-- message     = "{{ table_name }}.{{ column_name }} is {{ type_name }}: an offset without a date says little"
-- remediation = "Use timestamptz for a moment, or time beside a column with the name of the zone for a time of day that repeats."
-- since       = "0.1.0"
-- tags        = ["correctness"]
-- ---
-- ## What it does
-- Looks for columns of type `time with time zone`, a domain over it or an array of it. Partitions, heirs and foreign
-- tables are left out.
--
-- ## Why it matters
-- The type stores an offset from UTC. Without the date nobody can tell whether summer time applies, so the value
-- cannot be converted to another zone correctly. PostgreSQL has the type for the sake of the SQL standard only. It
-- takes 12 bytes.
--
-- ## How to fix
-- Decide what is meant: a moment is timestamptz, a repeating time of day is `time` and the name of a zone such as
-- Europe/Paris.
--
-- ## False positives
-- None known.
--
-- ## Sources
-- PostgreSQL documentation, "Date/Time Types", which recommends against the type; PostgreSQL wiki, "Don't Do This:
-- Don't use timetz".

SELECT
    c.schema_name,
    c.qualified AS object_name,
    c.table_name,
    c.column_name,
    c.type_name
FROM columns AS c
WHERE c.base_type IN ('time with time zone', 'time with time zone[]')
  AND NOT c.in_partition AND NOT c.is_inherited AND c.table_kind <> 'foreign table'
