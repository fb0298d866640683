-- id = "type_names"
-- reads = ["schemas", "extension_members"]
-- ---
-- Types that somebody made: enums, domains, ranges and composite types, not the row types of tables.
SELECT
    y.oid AS type_oid,
    s.schema_name,
    y.typname::text AS type_name,
    format('%I.%I', s.schema_name, y.typname) AS qualified,
    CASE WHEN y.typtype = 'd' THEN 'domain' ELSE 'type' END AS kind
FROM pg_catalog.pg_type AS y
JOIN schemas AS s ON s.schema_oid = y.typnamespace
LEFT JOIN pg_catalog.pg_class AS c ON c.oid = y.typrelid
WHERE (y.typtype IN ('e', 'd', 'r') OR (y.typtype = 'c' AND c.relkind = 'c'))
  AND NOT EXISTS (SELECT FROM extension_members AS e
                  WHERE e.catalog_oid = 'pg_catalog.pg_type'::regclass AND e.object_oid = y.oid)
