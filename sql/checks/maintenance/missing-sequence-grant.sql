-- id          = "missing-sequence-grant"
-- title       = "Role that may insert, but not draw numbers"
-- severity    = "warning"
-- object      = "sequence"
-- confidence  = "medium"
-- identity    = ["grantee"]
-- reads       = ["insert_grants", "sequence_columns", "sequence_definitions"]
-- message     = "{{ grantee }} may INSERT into {{ table_qualified }}, but not use {{ sequence_name }}, from which {{ column_name }} takes its default"
-- remediation = "Grant USAGE on the sequence."
-- since       = "0.1.0"
-- tags        = ["correctness"]
-- ---
-- ## What it does
-- Looks for roles that were granted INSERT on a table without USAGE or UPDATE on a sequence that a default of the table
-- draws from. What a role has by membership counts. Identity columns need no such privilege.
--
-- ## Why it matters
-- The insert fails with "permission denied for sequence", often in production only, where roles are not superusers.
--
-- ## How to fix
-- GRANT takes effect at once.
--
-- ## False positives
-- The role always inserts a value of its own, as some loaders do.
--
-- ## Sources
-- PostgreSQL documentation, "Privileges" and "CREATE TABLE", GENERATED AS IDENTITY.

SELECT DISTINCT
    s.schema_name,
    s.qualified AS object_name,
    s.sequence_name,
    c.table_name,
    c.table_qualified,
    c.column_name,
    g.grantee,
    format('GRANT USAGE ON SEQUENCE %s TO %s', s.qualified, g.quoted_grantee) AS fix_sql,
    format('REVOKE USAGE ON SEQUENCE %s FROM %s', s.qualified, g.quoted_grantee) AS undo_sql
FROM insert_grants AS g
JOIN sequence_columns AS c ON c.table_oid = g.table_oid AND c.is_source AND c.identity_kind IS NULL
JOIN sequence_definitions AS s ON s.sequence_oid = c.sequence_oid
WHERE NOT has_sequence_privilege(g.grantee, s.sequence_oid, 'USAGE, UPDATE')
