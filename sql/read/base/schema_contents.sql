-- id = "schema_contents"
-- reads = ["schemas", "extension_members"]
-- ---
-- Schemas with what is in them: any object that PostgreSQL records as belonging to the schema, extension members
-- included. `is_extension_member`: an extension made the schema.
SELECT
    s.schema_oid,
    s.schema_name,
    s.qualified,
    EXISTS (SELECT FROM pg_catalog.pg_depend AS d
            WHERE d.refclassid = 'pg_catalog.pg_namespace'::regclass AND d.refobjid = s.schema_oid AND d.deptype <> 'i')
    OR EXISTS (SELECT FROM pg_catalog.pg_default_acl AS a WHERE a.defaclnamespace = s.schema_oid) AS has_contents,
    EXISTS (SELECT FROM extension_members AS e
            WHERE e.catalog_oid = 'pg_catalog.pg_namespace'::regclass AND e.object_oid = s.schema_oid) AS is_extension_member,
    n.nspacl IS NOT NULL AS has_grants,
    format('%I', r.rolname) AS owner
FROM schemas AS s
JOIN pg_catalog.pg_namespace AS n ON n.oid = s.schema_oid
JOIN pg_catalog.pg_roles AS r ON r.oid = n.nspowner
