-- id          = "duplicate-check-constraint"
-- title       = "Check constraint that another one repeats"
-- severity    = "info"
-- object      = "constraint"
-- reads       = ["constraints"]
-- message     = "{{ constraint_name }} on {{ table_qualified }} repeats {{ kept }}: CHECK {{ expression }}"
-- remediation = "Drop it."
-- since       = "0.1.0"
-- tags        = ["performance"]
-- ---
-- ## What it does
-- Looks for check constraints of one table with the same expression. The validated one is kept, or else the first by
-- name.
--
-- ## Why it matters
-- Each write evaluates both, and who changes the rule later changes one and wonders.
--
-- ## How to fix
-- Dropping it takes an exclusive lock for a moment.
--
-- ## False positives
-- None known.
--
-- ## Sources
-- PostgreSQL documentation, "Check Constraints".

WITH checks AS MATERIALIZED (
    SELECT k.* FROM constraints AS k WHERE k.kind = 'check'
)
SELECT DISTINCT ON (d.constraint_oid)
    d.schema_name,
    d.qualified AS object_name,
    d.constraint_name,
    d.table_name,
    d.table_qualified,
    d.expression,
    k.constraint_name AS kept,
    format('ALTER TABLE %s DROP CONSTRAINT %I', d.table_qualified, d.constraint_name) AS fix_sql,
    format('ALTER TABLE %s ADD CONSTRAINT %I %s', d.table_qualified, d.constraint_name, d.definition) AS undo_sql
FROM checks AS d
JOIN checks AS k
  ON k.table_oid = d.table_oid
 AND k.expression = d.expression
 AND k.constraint_oid <> d.constraint_oid
 AND k.is_enforced
 AND k.is_no_inherit = d.is_no_inherit
WHERE NOT d.is_inherited
  AND (k.is_inherited OR k.is_validated > d.is_validated
       OR (k.is_validated = d.is_validated AND k.constraint_name < d.constraint_name))
ORDER BY d.constraint_oid, k.is_validated DESC, k.constraint_name
