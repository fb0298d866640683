-- id          = "schemas-refer-to-each-other"
-- title       = "Schemas that refer to each other"
-- severity    = "info"
-- object      = "schema"
-- confidence  = "low"
-- reads       = ["foreign_keys", "tables"]
-- identity    = ["other_schema"]
-- message     = "Schemas {{ schema_name }} and {{ other_schema }} refer to each other: {{ there }} foreign keys one way, {{ back }} the other"
-- remediation = "Decide which of the two may know the other, and move the tables that stand in the wrong one: ALTER TABLE ... SET SCHEMA."
-- since       = "0.1.0"
-- tags        = ["maintainability"]
-- ---
-- ## What it does
-- Looks for pairs of schemas with foreign keys in both directions. Partitions follow their parent.
--
-- ## Why it matters
-- Neither can be dumped, restored, moved to another server or given to another team alone; loading data needs the
-- constraints switched off or deferred.
--
-- ## How to fix
-- ALTER TABLE ... SET SCHEMA is instant and keeps foreign keys; functions and search_path must follow.
--
-- ## False positives
-- Schemas that only sort the tables of one application.
--
-- ## Sources
-- pglinter B007 reports every foreign key that crosses schemas, and some that do not.

WITH crossing AS (
    SELECT f.schema_name AS child_schema, t.schema_name AS parent_schema, count(*) AS keys
    FROM foreign_keys AS f
    JOIN tables AS t ON t.table_oid = f.referenced_oid
    WHERE f.schema_name <> t.schema_name
    GROUP BY f.schema_name, t.schema_name
)
SELECT
    c.child_schema AS schema_name,
    format('%I', c.child_schema) AS object_name,
    c.parent_schema AS other_schema,
    c.keys AS there,
    b.keys AS back
FROM crossing AS c
JOIN crossing AS b ON b.child_schema = c.parent_schema AND b.parent_schema = c.child_schema
WHERE c.child_schema < c.parent_schema
