-- id          = "tables-in-maintenance-database"
-- title       = "Tables in a database that is not for them"
-- severity    = "info"
-- object      = "database"
-- confidence  = "medium"
-- reads       = ["databases", "tables"]
-- message     = "Database {{ object_name }} holds {{ tables }} table{% if tables != 1 %}s{% endif %}, such as {{ example }}{% if is_template %}: each new database gets a copy{% endif %}"
-- remediation = "Move them to a database of their own with pg_dump, or drop them if they got there by mistake."
-- since       = "0.1.0"
-- tags        = ["design"]
-- [params.min_tables]
-- default = 1
-- about   = "Tables from which it is reported."
-- ---
-- ## What it does
-- Looks for tables of users in the databases postgres and template1, and in other templates.
--
-- ## Why it matters
-- Tools connect to postgres, and pg_dump of the application's database misses what lies there. Tables in template1
-- are copied into each database that is created.
--
-- ## How to fix
-- Move or drop them.
--
-- ## False positives
-- Small tables of monitoring tools in postgres, and templates that are meant to have tables.
--
-- ## Sources
-- PostgreSQL documentation, "Template Databases".

SELECT
    NULL AS schema_name,
    d.qualified AS object_name,
    d.is_template,
    t.tables,
    t.example
FROM databases AS d
CROSS JOIN (SELECT count(*) AS tables, min(x.qualified) AS example FROM tables AS x WHERE NOT x.is_partition) AS t
CROSS JOIN params AS p
WHERE d.is_current AND (d.is_template OR d.database_name = 'postgres') AND t.tables >= p.min_tables
