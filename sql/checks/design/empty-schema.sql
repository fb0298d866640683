-- id          = "empty-schema"
-- title       = "Schema with nothing in it"
-- severity    = "info"
-- object      = "schema"
-- confidence  = "high"
-- reads       = ["schema_contents"]
-- message     = "Schema {{ schema_name }} is empty"
-- remediation = "Drop it, if nothing is going to move in."
-- since       = "0.1.0"
-- tags        = ["maintainability"]
-- ---
-- ## What it does
-- Looks for schemas in which there is no object of any kind and for which no default privileges are set. The schema
-- public and those of extensions are left out.
--
-- ## Why it matters
-- An empty schema on the search_path of a role that may create in it is a place where others can put objects that are
-- found first. And it makes the reader look for what is not there.
--
-- ## How to fix
-- DROP SCHEMA, which refuses to do anything if the schema is not empty after all.
--
-- ## False positives
-- Schemas that a deployment fills for a while, and schemas of tenants that have just been made.
--
-- ## Sources
-- PostgreSQL documentation, "Schemas".

SELECT
    s.schema_name,
    s.qualified AS object_name,
    s.owner,
    CASE WHEN NOT s.has_grants THEN format('DROP SCHEMA %s', s.qualified) END AS fix_sql,
    CASE WHEN NOT s.has_grants THEN format('CREATE SCHEMA %s AUTHORIZATION %s', s.qualified, s.owner) END AS undo_sql
FROM schema_contents AS s
WHERE NOT s.has_contents AND NOT s.is_extension_member AND s.schema_name <> 'public'
