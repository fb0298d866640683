-- id          = "partition-gap"
-- title       = "Gap between range partitions"
-- severity    = "info"
-- object      = "table"
-- reads       = ["columns", "partitioned_tables", "partitions"]
-- message     = "{{ table_qualified }} has no partition from {{ gap_start }} to {{ gap_end }}{% if gaps > 1 %}, and {{ gaps - 1 }} more such gap{{ 's' if gaps > 2 }}{% endif %}: such rows are refused"
-- remediation = "Create the missing partition, or attach the table that was there."
-- since       = "0.1.0"
-- tags        = ["availability"]
-- ---
-- ## What it does
-- Looks for tables partitioned by range of one number, date or timestamp, without a default partition, whose ranges
-- leave something out between them. A gap that lies in the past of a time key is `info`, others are a `warning`.
--
-- ## Why it matters
-- Rows that fall into the gap are refused. Mostly a partition was forgotten, its creation failed, or its bounds were
-- written as if the upper one were included: TO ('2024-01-31').
--
-- ## How to fix
-- CREATE TABLE ... PARTITION OF with the bounds of the gap.
--
-- ## False positives
-- A partition of old rows that was detached from the middle; numbers that are never given.
--
-- ## Sources
-- PostgreSQL documentation, "CREATE TABLE", PARTITION OF: the upper bound is exclusive.

WITH numbers AS MATERIALIZED (
    SELECT
        p.parent_oid,
        p.lower_bound,
        p.upper_bound,
        c.base_type IN ('date', 'timestamp without time zone', 'timestamp with time zone') AS is_time,
        -- The bounds as seconds or numbers. The cast reads what the server wrote, in the session's DateStyle.
        CASE WHEN c.base_type IN ('date', 'timestamp without time zone', 'timestamp with time zone')
             THEN extract(epoch FROM p.lower_bound::timestamptz)::float8 ELSE p.lower_bound::float8 END AS starts,
        CASE WHEN c.base_type IN ('date', 'timestamp without time zone', 'timestamp with time zone')
             THEN extract(epoch FROM p.upper_bound::timestamptz)::float8 ELSE p.upper_bound::float8 END AS ends
    FROM partitions AS p
    JOIN partitioned_tables AS t ON t.table_oid = p.parent_oid
    JOIN columns AS c ON c.table_oid = t.table_oid AND c.column_name = t.key_columns[1]
    WHERE t.strategy = 'range'
      AND t.key_count = 1
      AND t.default_oid IS NULL
      AND c.base_type IN ('date', 'timestamp without time zone', 'timestamp with time zone', 'smallint', 'integer', 'bigint')
), following AS (
    SELECT
        n.*,
        lead(n.starts) OVER w AS next_starts,
        lead(n.lower_bound) OVER w AS next_bound
    FROM numbers AS n
    WINDOW w AS (PARTITION BY n.parent_oid ORDER BY n.starts NULLS FIRST)
), gaps AS (
    SELECT
        f.parent_oid,
        count(*) AS gaps,
        (array_agg(f.upper_bound ORDER BY f.ends DESC))[1] AS gap_start,
        (array_agg(f.next_bound ORDER BY f.ends DESC))[1] AS gap_end,
        bool_and(f.is_time AND f.next_starts < extract(epoch FROM now())) AS is_past
    FROM following AS f
    WHERE f.ends < f.next_starts
    GROUP BY f.parent_oid
)
SELECT
    t.schema_name,
    t.qualified AS object_name,
    t.table_name,
    t.qualified AS table_qualified,
    g.gaps,
    g.gap_start,
    g.gap_end,
    CASE WHEN NOT g.is_past THEN 'warning' END AS severity
FROM gaps AS g
JOIN partitioned_tables AS t ON t.table_oid = g.parent_oid
