-- id          = "partitioned-table-never-analyzed"
-- title       = "Partitioned table that was never analysed as a whole"
-- severity    = "warning"
-- object      = "table"
-- reads       = ["partition_ancestors", "tables"]
-- message     = "{{ qualified }} was never analysed as a whole, though its partitions have about {{ partition_rows }} rows: autovacuum does that for partitions alone"
-- remediation = "Analyse it, and have a job do so again as it changes."
-- since       = "0.1.0"
-- tags        = ["performance", "vacuum"]
-- [params.min_rows]
-- default = 10000
-- about   = "Tables with fewer rows in all partitions are not reported."
-- ---
-- ## What it does
-- Looks for partitioned tables without statistics of their own whose partitions have rows. Only the root is looked at.
--
-- ## Why it matters
-- For a join or a condition on the whole table the planner needs the statistics of the whole: how many different
-- customers all partitions have together follows from none of them. Autovacuum never makes them.
--
-- ## How to fix
-- ANALYZE of the root samples all partitions, and analyses each of them as well. It blocks neither reads nor writes.
--
-- ## False positives
-- Tables of which queries only ever ask one partition at a time.
--
-- ## Sources
-- PostgreSQL documentation, "ANALYZE" and "The Autovacuum Daemon": partitioned tables must be analysed by hand.

WITH sums AS (
    SELECT a.ancestor_oid, sum(m.row_estimate) AS partition_rows, count(*) AS partitions
    FROM partition_ancestors AS a
    JOIN tables AS m ON m.table_oid = a.descendant_oid AND m.kind = 'table'
    GROUP BY a.ancestor_oid
)
SELECT
    t.schema_name,
    t.qualified AS object_name,
    t.qualified,
    s.partition_rows::bigint AS partition_rows,
    s.partitions,
    format('ANALYZE %s', t.qualified) AS fix_sql
FROM tables AS t
JOIN sums AS s ON s.ancestor_oid = t.table_oid
CROSS JOIN params AS p
WHERE t.is_partitioned AND NOT t.is_partition
  AND t.row_estimate IS NULL
  AND s.partition_rows >= p.min_rows
