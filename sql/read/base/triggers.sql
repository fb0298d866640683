-- id = "triggers"
-- reads = ["tables"]
-- ---
-- Triggers of tables, those included by which PostgreSQL guards constraints (`is_internal`). `fires`: 'origin' as most do,
-- 'replica' and 'always' by session_replication_role, 'never' for a disabled one. `is_clone`: made for a partition after its
-- parent's.
SELECT
    t.table_oid,
    t.schema_name,
    t.table_name,
    t.qualified AS table_qualified,
    t.is_partition,
    g.tgname::text AS trigger_name,
    format('%s.%I', t.qualified, g.tgname) AS qualified,
    CASE g.tgenabled WHEN 'O' THEN 'origin' WHEN 'D' THEN 'never' WHEN 'R' THEN 'replica' ELSE 'always' END AS fires,
    g.tgisinternal AS is_internal,
    g.tgparentid <> 0 AS is_clone,
    NULLIF(g.tgconstraint, 0) AS constraint_oid
FROM pg_catalog.pg_trigger AS g
JOIN tables AS t ON t.table_oid = g.tgrelid
