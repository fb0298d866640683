-- id          = "exclusion-instead-of-unique"
-- title       = "Exclusion constraint that only forbids equal values"
-- severity    = "info"
-- object      = "constraint"
-- reads       = ["constraints", "indexes"]
-- message     = "{{ constraint_name }} on {{ table_qualified }} forbids equal values only, as UNIQUE does faster"
-- remediation = "Replace it by a unique constraint, or by a unique index if it has expressions or a predicate."
-- since       = "0.1.0"
-- tags        = ["performance"]
-- ---
-- ## What it does
-- Looks for exclusion constraints all of whose operators are = on a b-tree or GiST index. Deferrable ones are left out,
-- as are those with a hash index: that is how to make long texts unique.
--
-- ## Why it matters
-- UNIQUE checks while it inserts into a b-tree; an exclusion constraint searches the index a second time for each row,
-- cannot be used by ON CONFLICT DO UPDATE or by foreign keys, and is no proof of uniqueness to the planner.
--
-- ## How to fix
-- Create a unique index CONCURRENTLY, add the constraint USING INDEX, then drop the exclusion constraint.
--
-- ## False positives
-- None known.
--
-- ## Sources
-- PostgreSQL documentation, "CREATE TABLE", EXCLUDE: with only equality it is equivalent to UNIQUE, but an ordinary
-- unique constraint is faster.

SELECT
    k.schema_name,
    k.qualified AS object_name,
    k.constraint_name,
    k.table_name,
    k.table_qualified,
    k.definition
FROM constraints AS k
JOIN indexes AS i ON i.index_oid = k.index_oid
WHERE k.kind = 'exclusion'
  AND NOT k.is_inherited
  AND NOT k.is_deferrable
  AND i.method <> 'hash'
  -- Every " WITH " outside of quoted names is followed by "=" alone.
  AND regexp_replace(k.definition, '"([^"]|"")+"', '', 'g') !~ ' WITH (OPERATOR|[^=(]|=[^,)])'
