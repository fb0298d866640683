-- id = "function_names"
-- reads = ["schemas", "extension_members"]
-- ---
-- Functions and procedures in SQL or a procedural language: what is written in C is called as its library wants.
SELECT
    p.oid AS function_oid,
    s.schema_name,
    p.proname::text AS function_name,
    format('%I.%I(%s)', s.schema_name, p.proname, oidvectortypes(p.proargtypes)) AS qualified,
    format('(%s)', oidvectortypes(p.proargtypes)) AS argument_types,
    CASE WHEN p.prokind = 'p' THEN 'procedure'
         WHEN p.prorettype IN ('pg_catalog.trigger'::regtype, 'pg_catalog.event_trigger'::regtype) THEN 'trigger function'
         ELSE 'function' END AS kind
FROM pg_catalog.pg_proc AS p
JOIN schemas AS s ON s.schema_oid = p.pronamespace
JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang AND l.lanname NOT IN ('internal', 'c')
WHERE p.prokind <> 'a'
  AND NOT EXISTS (SELECT FROM extension_members AS e
                  WHERE e.catalog_oid = 'pg_catalog.pg_proc'::regclass AND e.object_oid = p.oid)
