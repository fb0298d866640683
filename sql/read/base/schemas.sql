-- id = "schemas"
-- ---
-- Schemas of the user. The prefix pg_ is reserved for the server, its temporary and TOAST schemas included.
SELECT n.oid AS schema_oid, n.nspname::text AS schema_name, format('%I', n.nspname) AS qualified
FROM pg_catalog.pg_namespace AS n
WHERE n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'dbarch')
