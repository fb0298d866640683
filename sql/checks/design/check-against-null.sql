-- id          = "check-against-null"
-- title       = "Check constraint that compares with NULL"
-- severity    = "warning"
-- object      = "constraint"
-- reads       = ["constraints"]
-- message     = "{{ constraint_name }} on {{ table_qualified }} compares with NULL, which lets every row pass: CHECK {{ expression }}"
-- remediation = "Write IS NULL or IS NOT NULL instead; leave NULL out of an IN list, since a check lets NULL pass anyway."
-- since       = "0.1.0"
-- tags        = ["correctness"]
-- ---
-- ## What it does
-- Looks for check constraints that compare with the constant NULL by an operator, or with an IN list that contains
-- NULL.
--
-- ## Why it matters
-- The result of such a comparison is NULL or true, never false, and a check that is NULL passes: status IN ('new',
-- 'done', NULL) accepts every status.
--
-- ## How to fix
-- Look for the rows that should not be there first; then replace the constraint.
--
-- ## False positives
-- None known.
--
-- ## Sources
-- PostgreSQL documentation, "Check Constraints" and "Comparison Functions and Operators".

SELECT
    k.schema_name,
    k.qualified AS object_name,
    k.constraint_name,
    k.table_name,
    k.table_qualified,
    k.expression
FROM constraints AS k
WHERE k.kind = 'check'
  AND NOT k.is_inherited
  AND k.expression ~ 'NULL::'
  -- Without the texts of string literals; "IS DISTINCT FROM NULL" is a proper comparison.
  AND regexp_replace(k.expression, '''([^'']|'''')*''', '''''', 'g')
      ~ ' (=|<>|<|>|<=|>=) NULL::|= ANY \(+ARRAY\[([^]]*, )?\(?NULL::'
