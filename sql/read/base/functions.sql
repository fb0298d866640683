-- id = "functions"
-- reads = ["schemas", "extension_members"]
-- ---
-- Functions and procedures. The name carries the argument types, which is what ALTER ROUTINE needs.
SELECT
    p.oid AS function_oid,
    s.schema_name,
    p.proname::text AS function_name,
    format('%I.%I(%s)', s.schema_name, p.proname, oidvectortypes(p.proargtypes)) AS qualified,
    CASE p.prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' ELSE 'function' END AS kind,
    l.lanname::text AS language,
    p.prosecdef AS is_security_definer,
    p.prosqlbody IS NOT NULL AS has_parsed_body,
    p.proconfig AS settings,
    (SELECT substr(c.setting, length('search_path=') + 1)
     FROM unnest(p.proconfig) AS c (setting) WHERE c.setting LIKE 'search\_path=%') AS search_path,
    r.rolname::text AS owner_name,
    r.rolsuper AS owner_is_superuser
FROM pg_catalog.pg_proc AS p
JOIN schemas AS s ON s.schema_oid = p.pronamespace
JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang
JOIN pg_catalog.pg_roles AS r ON r.oid = p.proowner
WHERE NOT EXISTS (SELECT FROM extension_members AS e
                  WHERE e.catalog_oid = 'pg_catalog.pg_proc'::regclass AND e.object_oid = p.oid)
