-- id          = "no-foreign-keys"
-- title       = "Schema without a single foreign key"
-- severity    = "info"
-- object      = "schema"
-- confidence  = "medium"
-- reads       = ["columns", "key_columns", "reference_columns", "tables"]
-- message     = "Schema {{ schema_name }} has {{ table_count }} tables and {{ reference_count }} columns that look like references, but no foreign key"
-- remediation = "Add foreign keys, NOT VALID first, to the references that matter most; index the referring columns."
-- since       = "0.1.0"
-- tags        = ["correctness"]
-- [params.min_tables]
-- default = 10
-- about   = "Tables that a schema must have."
-- [params.min_references]
-- default = 5
-- about   = "Columns called ..._id that it must have."
-- ---
-- ## What it does
-- Looks for schemas with `min_tables` tables or more and no foreign key on any of them, in which at least
-- `min_references` columns are called ..._id besides primary keys. Partitions do not count.
--
-- ## Why it matters
-- Rows refer to what is gone, and joins lose them in silence. The planner cannot know that each order has one
-- customer, and tools that draw or read the schema show a heap of tables.
--
-- ## How to fix
-- ALTER TABLE ... ADD FOREIGN KEY ... NOT VALID takes its lock for a moment only; VALIDATE CONSTRAINT then reads the
-- table without keeping writers out.
--
-- ## False positives
-- Warehouses that are loaded as a whole, and databases sharded by an extension that does not support foreign keys.
--
-- ## Sources
-- PostgreSQL documentation, "Foreign Keys". No other tool has the check for a schema.

WITH counted AS MATERIALIZED (
    SELECT
        t.schema_name,
        count(*) AS table_count
    FROM tables AS t
    LEFT JOIN (SELECT DISTINCT x.table_oid FROM reference_columns AS x) AS r ON r.table_oid = t.table_oid
    WHERE NOT t.is_partition AND NOT t.is_foreign
    GROUP BY t.schema_name
    HAVING NOT bool_or(r.table_oid IS NOT NULL) AND count(*) >= (SELECT p.min_tables FROM params AS p)
), named AS (
    SELECT c.schema_name, count(*) AS reference_count
    FROM columns AS c
    WHERE c.schema_name IN (SELECT s.schema_name FROM counted AS s)
      AND (right(lower(c.column_name), 3) = '_id' OR right(c.column_name, 2) = 'Id')
      AND NOT c.in_partition AND NOT c.is_inherited AND c.table_kind <> 'foreign table'
      AND NOT EXISTS (SELECT FROM key_columns AS k
                      WHERE k.table_oid = c.table_oid AND k.ordinal = c.ordinal AND k.is_primary AND k.key_size = 1)
    GROUP BY c.schema_name
)
SELECT
    c.schema_name,
    format('%I', c.schema_name) AS object_name,
    c.table_count,
    n.reference_count
FROM counted AS c
JOIN named AS n ON n.schema_name = c.schema_name
CROSS JOIN params AS p
WHERE n.reference_count >= p.min_references
