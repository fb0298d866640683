-- id = "index_scans"
-- reads = ["index_usage", "indexes", "partition_ancestors"]
-- ---
-- How often each index was scanned, that of a partitioned table with those of its partitions. Sizes in bytes.
SELECT
    m.index_oid,
    sum(u.scans) AS scans,
    sum(u.rows_read) AS rows_read,
    sum(m.bytes) AS bytes
FROM (SELECT i.index_oid, i.index_oid AS member_oid, i.bytes FROM indexes AS i
      UNION ALL
      SELECT a.ancestor_oid, a.descendant_oid, i.bytes
      FROM partition_ancestors AS a JOIN indexes AS i ON i.index_oid = a.descendant_oid) AS m
JOIN index_usage AS u ON u.index_oid = m.member_oid
GROUP BY m.index_oid
