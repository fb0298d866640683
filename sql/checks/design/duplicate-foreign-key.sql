-- id          = "duplicate-foreign-key"
-- title       = "Foreign key that another one repeats"
-- severity    = "warning"
-- object      = "constraint"
-- reads       = ["foreign_keys"]
-- message     = "{{ constraint_name }} on {{ table_qualified }} repeats {{ kept }}{% if differs %}, with other actions{% endif %}"
-- remediation = "{% if fix_sql %}Drop it: {{ kept }} guards the same.{% else %}Decide which of the two actions is meant and drop the other key.{% endif %}"
-- since       = "0.1.0"
-- tags        = ["performance", "correctness"]
-- ---
-- ## What it does
-- Looks for foreign keys of one table with the same columns that refer to the same columns of the same table, in
-- whatever order. Of the two the one is kept that is validated, or else the first by name.
--
-- ## Why it matters
-- Every insert and update checks both, every delete searches twice and each has its own triggers. If one says CASCADE
-- and the other RESTRICT, what happens depends on which fires first.
--
-- ## How to fix
-- Drop it; this takes a short exclusive lock on both tables. The undo adds it again, which checks all rows.
--
-- ## False positives
-- None known.
--
-- ## Sources
-- PostgreSQL documentation, "Foreign Keys". pg-index-health and tbls report duplicates as well.

WITH keys AS MATERIALIZED (
    SELECT
        f.*,
        ARRAY(SELECT u.a || ' = ' || u.b
              FROM unnest(f.column_names, f.referenced_columns) AS u (a, b) ORDER BY 1) AS pairs
    FROM foreign_keys AS f
)
SELECT DISTINCT ON (d.constraint_oid)
    d.schema_name,
    d.qualified AS object_name,
    d.constraint_name,
    d.table_name,
    d.table_qualified,
    k.constraint_name AS kept,
    (d.on_delete, d.on_update, d.match_type, d.is_deferrable, d.is_deferred)
        IS DISTINCT FROM (k.on_delete, k.on_update, k.match_type, k.is_deferrable, k.is_deferred) AS differs,
    CASE WHEN (d.on_delete, d.on_update, d.match_type, d.is_deferrable, d.is_deferred)
              IS NOT DISTINCT FROM (k.on_delete, k.on_update, k.match_type, k.is_deferrable, k.is_deferred)
         THEN format('ALTER TABLE %s DROP CONSTRAINT %I', d.table_qualified, d.constraint_name) END AS fix_sql,
    CASE WHEN (d.on_delete, d.on_update, d.match_type, d.is_deferrable, d.is_deferred)
              IS NOT DISTINCT FROM (k.on_delete, k.on_update, k.match_type, k.is_deferrable, k.is_deferred)
         THEN format('ALTER TABLE %s ADD CONSTRAINT %I %s', d.table_qualified, d.constraint_name, d.definition) END AS undo_sql
FROM keys AS d
JOIN keys AS k
  ON k.table_oid = d.table_oid
 AND k.referenced_oid = d.referenced_oid
 AND k.pairs = d.pairs
 AND k.is_temporal = d.is_temporal
 AND k.constraint_oid <> d.constraint_oid
 AND (k.is_validated > d.is_validated OR (k.is_validated = d.is_validated AND k.constraint_name < d.constraint_name))
ORDER BY d.constraint_oid, k.is_validated DESC, k.constraint_name
