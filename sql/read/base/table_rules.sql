-- id = "table_rules"
-- reads = ["extension_members", "tables"]
-- ---
-- Rewrite rules that somebody made on tables.
SELECT
    t.schema_name,
    t.table_name,
    t.qualified AS table_qualified,
    r.rulename::text AS rule_name,
    format('%s.%I', t.qualified, r.rulename) AS qualified,
    CASE r.ev_type WHEN '1' THEN 'SELECT' WHEN '2' THEN 'UPDATE' WHEN '3' THEN 'INSERT' ELSE 'DELETE' END AS event,
    r.is_instead,
    r.ev_enabled <> 'D' AS is_enabled
FROM pg_catalog.pg_rewrite AS r
JOIN tables AS t ON t.table_oid = r.ev_class
WHERE NOT EXISTS (SELECT FROM extension_members AS e
                  WHERE e.catalog_oid = 'pg_catalog.pg_rewrite'::regclass AND e.object_oid = r.oid)
