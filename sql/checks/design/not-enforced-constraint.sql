-- id          = "not-enforced-constraint"
-- title       = "Constraint that is not enforced"
-- severity    = "warning"
-- object      = "constraint"
-- reads       = ["constraints"]
-- message     = "{{ constraint_name }} on {{ table_qualified }} is NOT ENFORCED: nothing checks new or old rows"
-- remediation = "{% if fix_sql %}Enforce it: this checks the existing rows under a lock that makes writes wait.{% else %}Drop it and add it again NOT VALID, then validate it; or drop it if nobody needs it.{% endif %}"
-- since       = "0.1.0"
-- tags        = ["correctness"]
-- ---
-- ## What it does
-- Looks for constraints declared NOT ENFORCED, which PostgreSQL knows from version 18 on. Those inherited from a parent
-- are reported for the parent only.
--
-- ## Why it matters
-- The schema shows a rule that does not hold. People and tools that read it rely on rows that may not exist.
--
-- ## How to fix
-- A foreign key can be altered to ENFORCED, which checks all rows. A check constraint must be dropped and added again.
--
-- ## False positives
-- Rules that are documented for tools, such as a query builder or a diagram, while another system guarantees them.
--
-- ## Sources
-- PostgreSQL 18 documentation, "CREATE TABLE", NOT ENFORCED, and "ALTER TABLE", ALTER CONSTRAINT.

SELECT
    k.schema_name,
    k.qualified AS object_name,
    k.constraint_name,
    k.kind,
    k.table_name,
    k.table_qualified,
    CASE WHEN k.kind = 'foreign key'
         THEN format('ALTER TABLE %s ALTER CONSTRAINT %I ENFORCED', k.table_qualified, k.constraint_name) END AS fix_sql,
    CASE WHEN k.kind = 'foreign key'
         THEN format('ALTER TABLE %s ALTER CONSTRAINT %I NOT ENFORCED', k.table_qualified, k.constraint_name) END AS undo_sql
FROM constraints AS k
WHERE NOT k.is_enforced AND NOT k.is_inherited
