-- id          = "initially-deferred-constraints"
-- title       = "Constraints that are checked at COMMIT only"
-- severity    = "info"
-- object      = "schema"
-- confidence  = "low"
-- reads       = ["constraints"]
-- message     = "{{ constraints }} constraint{{ 's' if constraints != 1 }} of schema {{ schema }} {{ 'is' if constraints == 1 else 'are' }} INITIALLY DEFERRED, such as {{ example }}"
-- remediation = "Declare them DEFERRABLE INITIALLY IMMEDIATE and defer them with SET CONSTRAINTS in the transactions that need it."
-- since       = "0.1.0"
-- tags        = ["correctness", "performance"]
-- ---
-- ## What it does
-- Counts the constraints that are DEFERRABLE INITIALLY DEFERRED. One finding a schema.
--
-- ## Why it matters
-- The error comes at COMMIT, where no program expects it and no statement can be blamed. Each changed row waits in
-- memory for its check, and deferrable unique constraints cannot be used by ON CONFLICT or by a foreign key.
--
-- ## How to fix
-- ALTER TABLE ... ALTER CONSTRAINT ... DEFERRABLE INITIALLY IMMEDIATE changes a foreign key in place.
--
-- ## False positives
-- Frameworks such as Django create all foreign keys so, and rely on it when they load data.
--
-- ## Sources
-- PostgreSQL documentation, "SET CONSTRAINTS" and "CREATE TABLE".

SELECT
    k.schema_name,
    format('%I', k.schema_name) AS object_name,
    k.schema_name AS schema,
    count(*) AS constraints,
    min(k.qualified) AS example
FROM constraints AS k
WHERE k.is_deferred
  AND NOT k.is_inherited
  -- Constraint triggers are no constraints.
  AND k.kind IN ('foreign key', 'unique', 'primary key', 'exclusion')
GROUP BY k.schema_name
