-- id = "trigger_events"
-- reads = ["extension_members", "tables"]
-- ---
-- When each trigger fires that somebody made: those behind foreign keys are internal, and those of partitions repeat their parent's.
SELECT
    g.oid AS trigger_oid,
    t.table_oid,
    t.schema_name,
    t.table_name,
    t.qualified AS table_qualified,
    g.tgname::text AS trigger_name,
    format('%s.%I', t.qualified, g.tgname) AS qualified,
    g.tgtype & 1 <> 0 AS is_row_level,
    CASE WHEN g.tgtype & 2 <> 0 THEN 'BEFORE' WHEN g.tgtype & 64 <> 0 THEN 'INSTEAD OF' ELSE 'AFTER' END AS timing,
    g.tgtype & 4 <> 0 AS on_insert,
    g.tgtype & 8 <> 0 AS on_delete,
    g.tgtype & 16 <> 0 AS on_update,
    g.tgtype & 32 <> 0 AS on_truncate,
    g.tgenabled <> 'D' AS is_enabled,
    g.tgqual IS NOT NULL AS has_condition,
    g.tgfoid AS function_oid
FROM pg_catalog.pg_trigger AS g
JOIN tables AS t ON t.table_oid = g.tgrelid
WHERE NOT g.tgisinternal AND g.tgparentid = 0
  AND NOT EXISTS (SELECT FROM extension_members AS e
                  WHERE e.catalog_oid = 'pg_catalog.pg_trigger'::regclass AND e.object_oid = g.oid)
