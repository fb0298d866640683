-- id = "table_reads"
-- reads = ["tables"]
-- ---
-- How often blocks of each table and of its indexes were found in shared buffers, and how often they were not.
SELECT
    t.schema_name,
    t.table_name,
    t.qualified,
    t.bytes,
    COALESCE(s.heap_blks_hit, 0) + COALESCE(s.idx_blks_hit, 0) + COALESCE(s.toast_blks_hit, 0) AS hits,
    COALESCE(s.heap_blks_read, 0) + COALESCE(s.idx_blks_read, 0) + COALESCE(s.toast_blks_read, 0) AS reads
FROM tables AS t
JOIN pg_catalog.pg_statio_all_tables AS s ON s.relid = t.table_oid
WHERE t.kind = 'table'
