-- id          = "timestamp-key"
-- title       = "Primary key that is a moment"
-- severity    = "info"
-- object      = "column"
-- confidence  = "medium"
-- reads       = ["key_columns"]
-- message     = "The primary key of {{ table_name }} is the moment {{ column_name }} alone: two rows of the same microsecond collide"
-- remediation = "Add what makes the rows different to the key, or an identity column."
-- since       = "0.1.0"
-- tags        = ["correctness"]
-- ---
-- ## What it does
-- Looks for primary keys that consist of one timestamp or time column. Partitions, heirs and foreign tables are left
-- out; a date as key is not reported.
--
-- ## Why it matters
-- now() is the same for all rows of a transaction, so an INSERT of two rows fails, and so do two sessions in the same
-- microsecond. Clients often keep milliseconds only and then cannot find the row again.
--
-- ## How to fix
-- Extend the key by the device, user or sequence number that the row belongs to.
--
-- ## False positives
-- One row a tick by definition, such as a calendar of time slots.
--
-- ## Sources
-- PostgreSQL documentation, "Date/Time Functions: Current Date/Time". pg-index-health reports keys other than numbers
-- and uuid.

SELECT
    c.schema_name,
    c.qualified AS object_name,
    c.table_name,
    c.column_name,
    c.type_name
FROM key_columns AS c
WHERE c.is_primary AND c.key_size = 1
  AND c.base_type IN ('timestamp with time zone', 'timestamp without time zone',
                      'time with time zone', 'time without time zone')
  AND NOT c.in_partition AND NOT c.is_inherited AND c.table_kind <> 'foreign table'
