-- id          = "missing-next-time-partition"
-- title       = "Time partitions that end soon"
-- severity    = "warning"
-- object      = "table"
-- confidence  = "medium"
-- reads       = ["columns", "partitioned_tables", "partitions"]
-- message     = "{% if is_over %}{{ table_qualified }} has no partition for the present: the last one ended{% else %}The last partition of {{ table_qualified }} ends soon{% endif %}{% if has_default %}; rows then go to the default partition{% else %}; inserts then fail{% endif %}"
-- remediation = "Create the next partitions now, and let a job do it ahead of time."
-- since       = "0.1.0"
-- tags        = ["availability"]
-- [params.archive_days]
-- default = 60
-- about   = "If the last partition ended longer ago than this, the table counts as an archive and is left alone."
-- [params.max_lead_days]
-- default = 7
-- about   = "A table is reported at most this many days before its last partition ends."
-- ---
-- ## What it does
-- Looks for tables partitioned by range of a date or timestamp whose last partition ends within its own length, or
-- within `max_lead_days` if that is shorter, or has ended already. Without a default partition, a table whose last one
-- has ended is an `error`. A table with a partition up to MAXVALUE never ends. What ended longer than `archive_days`
-- ago is taken for an archive.
--
-- ## Why it matters
-- Without a partition for the row, INSERT fails. With a default partition rows gather there, and the next partition
-- cannot be attached without reading and moving them.
--
-- ## How to fix
-- CREATE TABLE ... PARTITION OF takes a lock on the default partition and scans it; CREATE TABLE ... LIKE followed by
-- ATTACH PARTITION takes a weaker lock on the parent.
--
-- ## False positives
-- Tables that receive no new rows, and tables whose next partition is created by the insert job itself.
--
-- ## Sources
-- PostgreSQL documentation, "Table Partitioning". The extension pg_partman creates partitions ahead ("premake");
-- check_postgres looks whether that many are there.

WITH bounds AS MATERIALIZED (
    -- The bound is text in the session's DateStyle, so that the cast reads what the server wrote.
    SELECT
        p.parent_oid,
        p.table_name,
        CASE WHEN p.lower_bound NOT LIKE '%infinity' THEN p.lower_bound::timestamptz END AS starts,
        p.upper_bound::timestamptz AS ends,
        p.upper_bound IS NULL AS is_open
    FROM partitions AS p
    JOIN partitioned_tables AS t ON t.table_oid = p.parent_oid
    JOIN columns AS c ON c.table_oid = t.table_oid AND c.column_name = t.key_columns[1]
    WHERE t.strategy = 'range'
      AND t.key_count = 1
      AND c.base_type IN ('date', 'timestamp without time zone', 'timestamp with time zone')
      AND NOT p.is_default
), last AS (
    SELECT DISTINCT ON (b.parent_oid) b.*, bool_or(b.is_open) OVER (PARTITION BY b.parent_oid) AS is_endless
    FROM bounds AS b
    ORDER BY b.parent_oid, b.ends DESC NULLS FIRST
)
SELECT
    t.schema_name,
    t.qualified AS object_name,
    t.table_name,
    t.qualified AS table_qualified,
    l.table_name AS last_partition,
    l.ends AS last_end,
    t.default_oid IS NOT NULL AS has_default,
    l.ends <= now() AS is_over,
    CASE WHEN l.ends <= now() AND t.default_oid IS NULL THEN 'error' END AS severity
FROM last AS l
JOIN partitioned_tables AS t ON t.table_oid = l.parent_oid
CROSS JOIN params AS p
WHERE NOT l.is_endless
  AND l.ends < 'infinity'
  AND l.ends > now() - make_interval(days => p.archive_days::int)
  AND l.ends < now() + LEAST(COALESCE(l.ends - l.starts, make_interval(days => p.max_lead_days::int)),
                             make_interval(days => p.max_lead_days::int))
