-- id          = "cross-schema-foreign-keys"
-- title       = "Foreign keys into another schema"
-- severity    = "info"
-- object      = "schema"
-- confidence  = "low"
-- identity    = ["referenced_schema"]
-- reads       = ["foreign_keys", "tables"]
-- message     = "{{ foreign_keys }} foreign key{{ 's' if foreign_keys != 1 }} of schema {{ schema }} refer{{ 's' if foreign_keys == 1 }} to schema {{ referenced_schema }}{% if is_mutual %}, and others refer back{% endif %}, such as {{ example }}"
-- remediation = "{% if is_mutual %}Neither schema can be dumped, restored or dropped alone. Let one direction go, or move the tables that belong together into one schema.{% else %}Keep it in mind when a schema is dumped, restored or dropped alone.{% endif %}"
-- since       = "0.1.0"
-- tags        = ["maintainability"]
-- [params.min_keys]
-- default = 1
-- about   = "Fewer foreign keys from one schema to another are not reported."
-- ---
-- ## What it does
-- Counts the foreign keys that lead from each schema to each other one, and says whether others lead back. One finding
-- a pair of schemas.
--
-- ## Why it matters
-- Schemas that refer to one another cannot be restored, moved to another database or given to another team one by one;
-- if the keys lead both ways, neither can be created first.
--
-- ## How to fix
-- Nothing, if the schemas are layers on purpose. If keys lead both ways, look which direction is the exception.
--
-- ## False positives
-- A schema of shared master data that all others refer to.
--
-- ## Sources
-- PostgreSQL documentation, "Schemas". pglinter counts such keys by constraint name alone, which reports correct ones.

WITH crossing AS MATERIALIZED (
    SELECT f.schema_name, t.schema_name AS referenced_schema, count(*) AS foreign_keys, min(f.qualified) AS example
    FROM foreign_keys AS f
    JOIN tables AS t ON t.table_oid = f.referenced_oid
    WHERE t.schema_name <> f.schema_name
    GROUP BY f.schema_name, t.schema_name
)
SELECT
    x.schema_name,
    format('%I', x.schema_name) AS object_name,
    x.schema_name AS schema,
    x.referenced_schema,
    x.foreign_keys,
    x.example,
    b.schema_name IS NOT NULL AS is_mutual,
    CASE WHEN b.schema_name IS NOT NULL THEN 'medium' END AS confidence
FROM crossing AS x
CROSS JOIN params AS p
LEFT JOIN crossing AS b ON b.schema_name = x.referenced_schema AND b.referenced_schema = x.schema_name
WHERE x.foreign_keys >= p.min_keys
