-- id          = "timestamp-without-time-zone"
-- title       = "Timestamp without time zone"
-- severity    = "info"
-- object      = "column"
-- reads       = ["columns"]
-- message     = "{{ table_name }}.{{ column_name }} is {{ type_name }}: it does not say which moment it means"
-- remediation = "Change it to timestamptz, saying in which zone the stored values were meant; the statement assumes {{ params.assumed_zone }}. The change rewrites the table and cannot be done while a view uses the column."
-- since       = "0.1.0"
-- tags        = ["correctness"]
-- [params.assumed_zone]
-- default = "UTC"
-- about   = "Time zone in which the stored values are meant, for the fix."
-- ---
-- ## What it does
-- Looks for columns of type `timestamp without time zone`, or a domain over it or an array of it, in tables,
-- partitioned tables and foreign tables. Columns that a partition or an heir has from its parent are reported once.
--
-- ## Why it matters
-- The type stores what a clock showed and forgets where. Sessions and servers with different settings of `TimeZone`
-- then disagree about the same row, differences across a change of summer time are wrong by an hour, and comparing
-- with now() converts by the setting of whoever asks. `timestamptz` takes the same eight bytes.
--
-- ## How to fix
-- ALTER COLUMN ... TYPE timestamptz USING ... AT TIME ZONE with the zone that the writers used. It rewrites the table
-- under an exclusive lock; for a large one add a new column, fill it in batches and swap names. If the column is part
-- of a partition key, the table has to be built anew. Views on the column must be dropped and created again.
--
-- ## False positives
-- Times that are meant locally wherever they are read: opening hours, alarm clocks, appointments in the future.
--
-- ## Sources
-- PostgreSQL documentation, "Date/Time Types"; PostgreSQL wiki, "Don't Do This: Don't use timestamp (without time zone)".

WITH found AS (
    SELECT
        c.*,
        p.assumed_zone,
        c.is_domain OR c.is_partition_key OR c.is_generated OR c.table_kind = 'foreign table'
        OR c.base_type <> 'timestamp without time zone' AS is_stuck
    FROM columns AS c
    CROSS JOIN params AS p
    WHERE c.base_type IN ('timestamp without time zone', 'timestamp without time zone[]')
      AND NOT c.in_partition AND NOT c.is_inherited
)
SELECT
    f.schema_name,
    f.qualified AS object_name,
    f.table_name,
    f.table_qualified,
    f.column_name,
    f.type_name,
    CASE WHEN NOT f.is_stuck
         THEN format('ALTER TABLE %s ALTER COLUMN %s TYPE %s USING %2$s AT TIME ZONE %4$L', f.table_qualified,
                     f.quoted_name, replace(f.type_name, 'without', 'with'), f.assumed_zone)
    END AS fix_sql,
    CASE WHEN NOT f.is_stuck
         THEN format('ALTER TABLE %s ALTER COLUMN %s TYPE %s USING %2$s AT TIME ZONE %4$L', f.table_qualified,
                     f.quoted_name, f.type_name, f.assumed_zone)
    END AS undo_sql
FROM found AS f
