-- id          = "orphaned-temporary-table"
-- title       = "Temporary table whose session is gone"
-- severity    = "info"
-- object      = "table"
-- reads       = ["temporary_tables"]
-- message     = "{{ tables }} temporary tables in {{ schema }} ({{ bytes | bytes }}) belong to no session any more"
-- remediation = "Autovacuum drops them when it looks at the database; if they stay, it is off or does not come here. A superuser can drop them."
-- since       = "0.1.0"
-- tags        = ["storage", "wraparound"]
-- ---
-- ## What it does
-- From PostgreSQL 16 on, looks for temporary tables in schemas of sessions that do not exist. Before, sessions and
-- temporary schemas cannot be told to belong together, and the check says `not_applicable` if there are any.
--
-- ## Why it matters
-- What a crash leaves behind takes space and, growing old, keeps the oldest transaction id of the database where it is.
--
-- ## How to fix
-- See that autovacuum works in this database. DROP SCHEMA pg_temp_N CASCADE by a superuser removes what is left.
--
-- ## False positives
-- None known: a new session that takes the same number empties the schema before it uses it.
--
-- ## Sources
-- PostgreSQL: do_autovacuum() and checkTempNamespaceStatus().

SELECT
    NULL AS schema_name,
    quote_ident(t.schema_name) AS object_name,
    'schema' AS object_kind,
    NULL AS status,
    NULL AS message,
    NULL AS remediation,
    t.schema_name AS schema,
    count(*) AS tables,
    sum(t.bytes)::bigint AS bytes,
    NULL AS fix_sql
FROM temporary_tables AS t
WHERE t.is_orphan
GROUP BY t.schema_name
UNION ALL
SELECT
    NULL, NULL, 'database', 'not_applicable',
    'Before PostgreSQL 16 temporary tables of other sessions cannot be told from those of sessions that are gone',
    'Nothing needs to be done as long as autovacuum works in this database.',
    NULL, count(*), NULL, NULL
FROM temporary_tables AS t
WHERE t.is_orphan IS NULL
HAVING count(*) > 0
