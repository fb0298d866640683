-- id          = "partitioned-table-statistics-stale"
-- title       = "Partitioned table whose statistics as a whole are old"
-- severity    = "info"
-- object      = "table"
-- confidence  = "medium"
-- reads       = ["partition_ancestors", "tables"]
-- message     = "{{ qualified }} was analysed as a whole when it had {{ known_rows }} rows; its partitions have about {{ partition_rows }} by now"
-- remediation = "Analyse it, and have a job do so regularly: autovacuum analyses partitions alone."
-- since       = "0.1.0"
-- tags        = ["performance", "vacuum"]
-- [params.min_rows]
-- default = 100000
-- about   = "Tables with fewer rows are not reported."
-- [params.min_percent]
-- default = 25
-- about   = "Difference, in percent of the larger number, from which a table is reported."
-- ---
-- ## What it does
-- Compares the rows that a partitioned table had when it was last analysed as a whole with the sum of its partitions,
-- which autovacuum keeps up to date. Only the root is looked at.
--
-- ## Why it matters
-- Joins and conditions on the whole table are planned with the old picture, where the newest partitions do not occur.
--
-- ## How to fix
-- ANALYZE of the root samples all partitions, and analyses each of them as well, which takes longer the more there are.
-- From PostgreSQL 18 on `ANALYZE ONLY` leaves the partitions alone. It blocks neither reads nor writes.
--
-- ## False positives
-- Tables of which queries only ever ask one partition at a time.
--
-- ## Sources
-- PostgreSQL documentation, "ANALYZE" and "The Autovacuum Daemon".

WITH sums AS (
    SELECT a.ancestor_oid, sum(m.row_estimate) AS partition_rows
    FROM partition_ancestors AS a
    JOIN tables AS m ON m.table_oid = a.descendant_oid AND m.kind = 'table'
    GROUP BY a.ancestor_oid
)
SELECT
    t.schema_name,
    t.qualified AS object_name,
    t.qualified,
    t.row_estimate::bigint AS known_rows,
    s.partition_rows::bigint AS partition_rows,
    format('ANALYZE %s', t.qualified) AS fix_sql
FROM tables AS t
JOIN sums AS s ON s.ancestor_oid = t.table_oid
CROSS JOIN params AS p
WHERE t.is_partitioned AND NOT t.is_partition
  AND GREATEST(t.row_estimate, s.partition_rows) >= p.min_rows
  AND 100 * abs(t.row_estimate - s.partition_rows) >= p.min_percent * GREATEST(t.row_estimate, s.partition_rows)
