-- id = "table_scans"
-- reads = ["partition_ancestors", "table_activity", "tables"]
-- ---
-- How each table was read, partitions counting for the table at their top.
SELECT
    COALESCE(r.table_oid, y.table_oid) AS table_oid,
    sum(y.sequential_scans) AS scans,
    sum(y.sequential_rows) AS rows,
    sum(y.index_scans) AS index_scans
FROM table_activity AS y
LEFT JOIN (
    SELECT a.descendant_oid, t.table_oid
    FROM partition_ancestors AS a
    JOIN tables AS t ON t.table_oid = a.ancestor_oid AND NOT t.is_partition
) AS r ON r.descendant_oid = y.table_oid
GROUP BY 1
