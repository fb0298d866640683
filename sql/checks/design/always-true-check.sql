-- id          = "always-true-check"
-- title       = "Check constraint that every row passes"
-- severity    = "info"
-- object      = "constraint"
-- reads       = ["constraints"]
-- message     = "{{ constraint_name }} on {{ table_qualified }} forbids nothing: CHECK {{ expression }}"
-- remediation = "Drop it, or write what it was meant to say."
-- since       = "0.1.0"
-- tags        = ["correctness"]
-- ---
-- ## What it does
-- Looks for check constraints that are true whatever the row holds: CHECK (true), x = x, x >= x, a length that is not
-- negative, x IS NULL OR x IS NOT NULL.
--
-- ## Why it matters
-- It costs time on each write, and readers believe in a rule that is none.
--
-- ## How to fix
-- Dropping it takes an exclusive lock for a moment.
--
-- ## False positives
-- None known.
--
-- ## Sources
-- PostgreSQL documentation, "Check Constraints": a check is satisfied if it is true or NULL.

SELECT
    k.schema_name,
    k.qualified AS object_name,
    k.constraint_name,
    k.table_name,
    k.table_qualified,
    k.expression,
    format('ALTER TABLE %s DROP CONSTRAINT %I', k.table_qualified, k.constraint_name) AS fix_sql,
    format('ALTER TABLE %s ADD CONSTRAINT %I %s', k.table_qualified, k.constraint_name, k.definition) AS undo_sql
FROM constraints AS k
CROSS JOIN LATERAL (
    -- The cast that a varchar column gets.
    SELECT regexp_replace(k.expression, '\(("(?:[^"]|"")+"|[a-z_][a-z0-9_]*)\)::text', '\1', 'g') AS expression
) AS n
WHERE k.kind = 'check'
  AND NOT k.is_inherited
  AND (n.expression ~ '^\(?true\)?$'
       OR n.expression ~ '^\(("(?:[^"]|"")+"|[a-z_][a-z0-9_]*|[0-9]+) (=|>=|<=) \1\)$'
       OR n.expression ~ '^\((octet_length|(char_|character_)?length)\(("([^"]|"")+"|[a-z_][a-z0-9_]*)\) >= 0\)$'
       OR (n.expression ~ '^\(\(("(?:[^"]|"")+"|[a-z_][a-z0-9_]*) IS (?:NOT )?NULL\) OR \(\1 IS (?:NOT )?NULL\)\)$'
           AND n.expression ~ ' IS NULL' AND n.expression ~ ' IS NOT NULL'))
