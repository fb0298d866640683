-- id = "trigger_names"
-- reads = ["tables", "view_names", "extension_members"]
-- ---
-- Triggers that somebody made: not those of constraints, nor the copies that partitions have.
SELECT
    g.oid AS trigger_oid,
    t.schema_name,
    t.table_name,
    t.qualified AS table_qualified,
    g.tgname::text AS trigger_name,
    format('%s.%I', t.qualified, g.tgname) AS qualified,
    CASE WHEN g.tgtype & 64 > 0 THEN 'instead_of' WHEN g.tgtype & 2 > 0 THEN 'before' ELSE 'after' END AS timing,
    array_remove(ARRAY[CASE WHEN g.tgtype & 4 > 0 THEN 'insert' END, CASE WHEN g.tgtype & 16 > 0 THEN 'update' END,
                       CASE WHEN g.tgtype & 8 > 0 THEN 'delete' END, CASE WHEN g.tgtype & 32 > 0 THEN 'truncate' END],
                 NULL) AS events
FROM pg_catalog.pg_trigger AS g
JOIN (
    SELECT b.table_oid AS oid, b.schema_name, b.table_name, b.qualified FROM tables AS b
    UNION ALL
    SELECT v.view_oid, v.schema_name, v.view_name, v.qualified FROM view_names AS v
) AS t ON t.oid = g.tgrelid
WHERE NOT g.tgisinternal AND g.tgparentid = 0
  AND NOT EXISTS (SELECT FROM extension_members AS e
                  WHERE e.catalog_oid = 'pg_catalog.pg_trigger'::regclass AND e.object_oid = g.oid)
