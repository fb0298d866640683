-- id          = "not-valid-constraint"
-- title       = "Constraint that existing rows were never checked against"
-- severity    = "warning"
-- object      = "constraint"
-- reads       = ["constraints"]
-- message     = "{{ constraint_name }} on {{ table_qualified }} is NOT VALID: rows that were there before it may break it"
-- remediation = "Validate it; the table stays readable and writable meanwhile. If it fails, correct the rows that it names first."
-- since       = "0.1.0"
-- tags        = ["correctness"]
-- ---
-- ## What it does
-- Looks for foreign keys, check constraints and (from PostgreSQL 18 on) NOT NULL constraints that are marked NOT VALID.
-- What a partition or heir has from its parent is reported for the parent only. Constraints that are NOT ENFORCED are
-- another check's.
--
-- ## Why it matters
-- New rows are checked, old ones are not: the rule that everybody reads in the schema may be false. The planner does
-- not use a constraint that was not validated, and a restore of a dump that claims it is valid would fail.
--
-- ## How to fix
-- VALIDATE CONSTRAINT reads the table once under a lock that lets others read and write. The undo drops the constraint
-- and adds it again as NOT VALID, which takes a short exclusive lock.
--
-- ## False positives
-- Old rows that are known to break the rule and are kept on purpose.
--
-- ## Sources
-- PostgreSQL documentation, "ALTER TABLE", notes on ADD CONSTRAINT ... NOT VALID. pghero and pg-index-health report the
-- same from pg_constraint.convalidated.

SELECT
    k.schema_name,
    k.qualified AS object_name,
    k.constraint_name,
    k.kind,
    k.table_name,
    k.table_qualified,
    format('ALTER TABLE %s VALIDATE CONSTRAINT %I', k.table_qualified, k.constraint_name) AS fix_sql,
    format('ALTER TABLE %s DROP CONSTRAINT %I, ADD CONSTRAINT %2$I %s', k.table_qualified, k.constraint_name, k.definition)
        AS undo_sql
FROM constraints AS k
WHERE NOT k.is_validated
  AND k.is_enforced
  AND NOT k.is_inherited
