-- id          = "deferrable-key"
-- title       = "Deferrable primary key or unique constraint"
-- severity    = "info"
-- object      = "constraint"
-- reads       = ["constraints"]
-- message     = "{{ constraint_name }} on {{ table_qualified }} is a deferrable {{ kind }}{% if kind == 'primary key' %}, which cannot identify rows for logical replication{% else %} constraint{% endif %}"
-- remediation = "Declare it NOT DEFERRABLE, unless statements swap values of the key: drop the constraint and add it again."
-- since       = "0.1.0"
-- tags        = ["design", "replication"]
-- ---
-- ## What it does
-- Looks for primary keys and unique constraints that are DEFERRABLE. A primary key is a `warning`.
--
-- ## Why it matters
-- A deferrable key cannot be the target of a foreign key or of ON CONFLICT, the planner does not take it for unique
-- within a transaction, and a deferrable primary key is no replica identity: UPDATE and DELETE of a published table
-- fail.
--
-- ## How to fix
-- Create a unique index CONCURRENTLY, then exchange the constraint in one ALTER TABLE: DROP CONSTRAINT, ADD CONSTRAINT
-- ... USING INDEX.
--
-- ## False positives
-- Lists whose positions are unique and are renumbered by one statement.
--
-- ## Sources
-- PostgreSQL documentation, "CREATE TABLE", DEFERRABLE, and "ALTER TABLE", REPLICA IDENTITY: the index must not be
-- deferrable.

SELECT
    k.schema_name,
    k.qualified AS object_name,
    k.constraint_name,
    k.kind,
    k.table_name,
    k.table_qualified,
    CASE WHEN k.kind = 'primary key' THEN 'warning' END AS severity
FROM constraints AS k
WHERE k.is_deferrable
  AND k.kind IN ('primary key', 'unique')
  AND NOT k.is_inherited
