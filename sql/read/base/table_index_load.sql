-- id = "table_index_load"
-- reads = ["partition_ancestors", "table_activity", "tables"]
-- ---
-- What the indexes of each table were scanned and written, that of a partitioned table with its partitions. `writes`: rows
-- that each index got an entry for; a HOT update does not touch the indexes, nor does a delete.
SELECT
    m.table_oid,
    sum(y.index_scans) AS table_index_scans,
    sum(y.inserted + y.updated - y.hot_updated) AS writes
FROM (SELECT t.table_oid, t.table_oid AS member_oid FROM tables AS t
      UNION ALL
      SELECT a.ancestor_oid, a.descendant_oid FROM partition_ancestors AS a) AS m
JOIN table_activity AS y ON y.table_oid = m.member_oid
GROUP BY m.table_oid
