-- id          = "missing-next-number-partition"
-- title       = "Number partitions that are nearly used up"
-- severity    = "warning"
-- object      = "table"
-- confidence  = "medium"
-- reads       = ["columns", "partitioned_tables", "partitions", "sequence_columns", "sequence_definitions"]
-- message     = "{% if is_over %}{{ sequence_name }} has passed the last partition of {{ table_qualified }}, which ends at {{ last_end }}{% else %}{{ sequence_name }} has used {{ used_percent }} % of the last partition of {{ table_qualified }}, which ends at {{ last_end }}{% endif %}{% if has_default %}; rows then go to the default partition{% else %}; inserts then fail{% endif %}"
-- remediation = "Create the next partition now, and let a job do it ahead of time."
-- since       = "0.1.0"
-- tags        = ["availability"]
-- [params.min_percent]
-- default = 80
-- about   = "Used share, in percent, of the last partition from which it is reported."
-- ---
-- ## What it does
-- Looks for tables partitioned by range of an integer that a sequence feeds, and compares the sequence's last value
-- with the end of the last partition. Without a default partition, a table whose sequence has passed the end is an
-- `error`.
--
-- ## Why it matters
-- Without a partition for the row, INSERT fails. With a default partition rows gather there, and the next partition
-- cannot be attached without reading and moving them.
--
-- ## How to fix
-- CREATE TABLE ... LIKE followed by ATTACH PARTITION takes a weaker lock on the parent than CREATE TABLE ... PARTITION
-- OF.
--
-- ## False positives
-- The rows' numbers do not come from the sequence.
--
-- ## Sources
-- PostgreSQL documentation, "Table Partitioning".

WITH bounds AS MATERIALIZED (
    SELECT
        p.parent_oid,
        c.ordinal,
        max(p.upper_bound::numeric) AS ends,
        max(p.lower_bound::numeric) AS starts,
        bool_or(p.upper_bound IS NULL) AS is_endless
    FROM partitions AS p
    JOIN partitioned_tables AS t ON t.table_oid = p.parent_oid
    JOIN columns AS c ON c.table_oid = t.table_oid AND c.column_name = t.key_columns[1]
    WHERE t.strategy = 'range'
      AND t.key_count = 1
      AND c.base_type IN ('smallint', 'integer', 'bigint')
      AND NOT p.is_default
    GROUP BY p.parent_oid, c.ordinal
), fed AS MATERIALIZED (
    SELECT b.*, q.qualified AS sequence_qualified, q.sequence_name, q.increment,
           CASE WHEN q.is_readable AND NOT q.is_absent THEN pg_sequence_last_value(q.sequence_oid) END AS last_value
    FROM bounds AS b
    JOIN sequence_columns AS c ON c.table_oid = b.parent_oid AND c.ordinal = b.ordinal AND c.is_source
    JOIN sequence_definitions AS q ON q.sequence_oid = c.sequence_oid AND q.increment > 0
    WHERE NOT b.is_endless
)
SELECT DISTINCT ON (t.table_oid)
    t.schema_name,
    t.qualified AS object_name,
    t.table_name,
    t.qualified AS table_qualified,
    s.sequence_name,
    s.last_value,
    s.ends AS last_end,
    round(100 * (s.last_value - s.starts) / NULLIF(s.ends - s.starts, 0), 1) AS used_percent,
    t.default_oid IS NOT NULL AS has_default,
    s.last_value + s.increment >= s.ends AS is_over,
    CASE WHEN s.last_value + s.increment >= s.ends AND t.default_oid IS NULL THEN 'error' END AS severity
FROM fed AS s
JOIN partitioned_tables AS t ON t.table_oid = s.parent_oid
CROSS JOIN params AS p
WHERE s.last_value + s.increment >= s.ends
   OR 100 * (s.last_value - s.starts) >= p.min_percent * (s.ends - s.starts)
ORDER BY t.table_oid, s.sequence_qualified
