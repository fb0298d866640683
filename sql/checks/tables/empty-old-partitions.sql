-- id          = "empty-old-partitions"
-- title       = "Old partitions without rows"
-- severity    = "info"
-- object      = "table"
-- confidence  = "medium"
-- reads       = ["columns", "partitioned_tables", "partitions"]
-- message     = "{{ empty_partitions }} of the {{ partitions }} partitions of {{ table_qualified }} are empty and ended more than {{ params.min_age_days }} days ago"
-- remediation = "Drop them, or detach them first: each costs planning time and memory in every session."
-- since       = "0.1.0"
-- tags        = ["performance"]
-- [params.min_partitions]
-- default = 10
-- about   = "Tables with fewer such partitions are not reported."
-- [params.min_age_days]
-- default = 30
-- about   = "Days since the end of a partition after which no rows are expected any more."
-- ---
-- ## What it does
-- Counts the partitions by range of a date or timestamp that ended at least `min_age_days` ago and were empty when
-- VACUUM or ANALYZE counted them last.
--
-- ## Why it matters
-- They were emptied by DELETE where DROP was meant, or were created for the past by mistake. Queries that do not name
-- the key plan and open them all.
--
-- ## How to fix
-- DETACH PARTITION ... CONCURRENTLY lets queries go on; then drop the table.
--
-- ## False positives
-- Rows that are still to be loaded.
--
-- ## Sources
-- PostgreSQL documentation, "Table Partitioning", best practices.

WITH bounds AS MATERIALIZED (
    SELECT p.parent_oid, p.row_estimate, p.upper_bound::timestamptz AS ends
    FROM partitions AS p
    JOIN partitioned_tables AS t ON t.table_oid = p.parent_oid
    JOIN columns AS c ON c.table_oid = t.table_oid AND c.column_name = t.key_columns[1]
    WHERE t.strategy = 'range'
      AND t.key_count = 1
      AND NOT p.is_partitioned
      AND c.base_type IN ('date', 'timestamp without time zone', 'timestamp with time zone')
), counted AS (
    SELECT
        b.parent_oid,
        count(*) AS partitions,
        count(*) FILTER (WHERE b.row_estimate = 0 AND b.ends < now() - make_interval(days => p.min_age_days::int))
            AS empty_partitions
    FROM bounds AS b
    CROSS JOIN params AS p
    GROUP BY b.parent_oid
)
SELECT
    t.schema_name,
    t.qualified AS object_name,
    t.table_name,
    t.qualified AS table_qualified,
    n.partitions,
    n.empty_partitions
FROM counted AS n
JOIN partitioned_tables AS t ON t.table_oid = n.parent_oid
CROSS JOIN params AS p
WHERE n.empty_partitions >= p.min_partitions
