-- id          = "single-value-enum"
-- title       = "Enum with fewer than two values"
-- severity    = "info"
-- object      = "type"
-- reads       = ["user_types"]
-- message     = "Enum {{ type_name }} {% if label %}has one value only, '{{ label }}'{% else %}has no value{% endif %}"
-- remediation = "Add the values that are missing, or drop the type and the columns that cannot tell anything."
-- since       = "0.1.0"
-- tags        = ["correctness"]
-- ---
-- ## What it does
-- Looks for enums with one value or none.
--
-- ## Why it matters
-- A column of one possible value says nothing. Often the other values stand in the code only, and the first INSERT of
-- one fails.
--
-- ## How to fix
-- ALTER TYPE ... ADD VALUE.
--
-- ## False positives
-- Types that were prepared for values to come.
--
-- ## Sources
-- PostgreSQL documentation, "Enumerated Types".

SELECT
    y.schema_name,
    y.qualified AS object_name,
    y.type_name,
    y.labels[1] AS label
FROM user_types AS y
WHERE y.kind = 'enum' AND cardinality(y.labels) < 2
