-- id = "views"
-- reads = ["schemas", "extension_members"]
-- ---
-- Views and materialized views.
SELECT
    c.oid AS view_oid,
    s.schema_name,
    c.relname::text AS view_name,
    format('%I.%I', s.schema_name, c.relname) AS qualified,
    CASE c.relkind WHEN 'v' THEN 'view' ELSE 'materialized view' END AS kind,
    ARRAY(SELECT a.attname::text
          FROM pg_catalog.pg_attribute AS a
          WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
          ORDER BY a.attnum) AS column_names
FROM pg_catalog.pg_class AS c
JOIN schemas AS s ON s.schema_oid = c.relnamespace
WHERE c.relkind IN ('v', 'm') AND c.relpersistence <> 't'
  AND NOT EXISTS (SELECT FROM extension_members AS e
                  WHERE e.catalog_oid = 'pg_catalog.pg_class'::regclass AND e.object_oid = c.oid)
