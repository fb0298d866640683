-- id          = "stale-partitioned-statistics"
-- title       = "Partitioned table whose own statistics are missing or old"
-- severity    = "warning"
-- object      = "table"
-- reads       = ["partition_ancestors", "tables"]
-- message     = "{% if row_estimate is none %}{{ table_qualified }} was never analysed as a whole{% else %}{{ table_qualified }} was last analysed as a whole with {{ row_estimate }} rows; its partitions now count {{ partition_rows }}{% endif %}"
-- remediation = "Run ANALYZE on it after larger changes, say daily: autovacuum analyses partitions, never the partitioned table."
-- since       = "0.1.0"
-- tags        = ["performance", "maintenance"]
-- [params.min_rows]
-- default = 10000
-- about   = "Tables whose partitions hold fewer rows in all, as last counted, are not reported."
-- [params.max_change_percent]
-- default = 50
-- about   = "Change of the number of rows, in percent, from which the statistics count as old."
-- ---
-- ## What it does
-- Looks for partitioned tables that ANALYZE never saw as a whole, or whose rows have since changed by more than
-- `max_change_percent`.
--
-- ## Why it matters
-- Autovacuum gathers statistics of each partition, but not those of the whole table, by which the planner judges joins,
-- groups and everything that spans partitions. It then assumes default values.
--
-- ## How to fix
-- ANALYZE reads a sample of each partition and takes a lock that lets others read and write.
--
-- ## False positives
-- None known; a table whose every query reads one partition suffers little.
--
-- ## Sources
-- PostgreSQL documentation, "Routine Vacuuming", Updating Planner Statistics: partitioned tables are not analysed by
-- autovacuum.

SELECT
    t.schema_name,
    t.qualified AS object_name,
    t.table_name,
    t.qualified AS table_qualified,
    t.row_estimate::bigint AS row_estimate,
    n.partition_rows::bigint AS partition_rows,
    format('ANALYZE %s', t.qualified) AS fix_sql
FROM (
    SELECT a.ancestor_oid, sum(d.row_estimate) AS partition_rows
    FROM partition_ancestors AS a
    JOIN tables AS d ON d.table_oid = a.descendant_oid AND NOT d.is_partitioned
    GROUP BY a.ancestor_oid
) AS n
JOIN tables AS t ON t.table_oid = n.ancestor_oid AND NOT t.is_partition
CROSS JOIN params AS p
WHERE n.partition_rows >= p.min_rows
  AND (t.row_estimate IS NULL
       OR abs(n.partition_rows - t.row_estimate) * 100 > p.max_change_percent * GREATEST(t.row_estimate, 1))
