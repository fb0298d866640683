-- id = "system_relation_names"
-- ---
-- Names of tables and views of pg_catalog, which an unqualified name means first.
SELECT c.relname::text AS relation_name
FROM pg_catalog.pg_class AS c
WHERE c.relnamespace = 'pg_catalog'::regnamespace AND c.relkind IN ('r', 'v')
