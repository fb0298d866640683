-- id = "table_reads"
-- reads = ["tables"]
-- ---
-- How often blocks of each table, its indexes and its TOAST table were found in shared buffers, and how often they were
-- not. Tables below a thousand blocks are left out: they stay in the cache, and asking for each of many takes long. The
-- view pg_statio_all_tables would ask for all.
SELECT
    t.schema_name,
    t.table_name,
    t.qualified,
    t.bytes,
    sum(pg_stat_get_blocks_hit(m.relation_oid))::bigint AS hits,
    sum(pg_stat_get_blocks_fetched(m.relation_oid) - pg_stat_get_blocks_hit(m.relation_oid))::bigint AS reads
FROM tables AS t
JOIN pg_catalog.pg_class AS c ON c.oid = t.table_oid
CROSS JOIN LATERAL (
    SELECT t.table_oid AS relation_oid
    UNION ALL
    SELECT c.reltoastrelid WHERE c.reltoastrelid <> 0
    UNION ALL
    SELECT i.indexrelid FROM pg_catalog.pg_index AS i WHERE i.indrelid IN (t.table_oid, c.reltoastrelid)
) AS m
WHERE t.kind = 'table' AND t.pages >= 1000
GROUP BY t.schema_name, t.table_name, t.qualified, t.bytes
