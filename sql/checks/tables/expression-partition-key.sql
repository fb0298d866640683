-- id          = "expression-partition-key"
-- title       = "Partition key that is an expression"
-- severity    = "info"
-- object      = "table"
-- confidence  = "medium"
-- reads       = ["partitioned_tables"]
-- message     = "{{ table_qualified }} is partitioned by {{ key_definition }}: only queries with that very expression are pruned"
-- remediation = "Partition by the column itself, with ranges in the place of the function, when the table is next rebuilt."
-- since       = "0.1.0"
-- tags        = ["performance", "design"]
-- ---
-- ## What it does
-- Looks for tables partitioned by an expression.
--
-- ## Why it matters
-- WHERE created_at >= '2024-01-01' does not prune partitions by date_trunc('month', created_at); the query must repeat
-- the expression. And such a table can have no primary key or unique constraint, which must contain the columns of the
-- key.
--
-- ## How to fix
-- Ranges over the column do what date_trunc would: FROM ('2024-01-01') TO ('2024-02-01').
--
-- ## False positives
-- All queries repeat the expression, as with lower(email) or a field of a JSON document.
--
-- ## Sources
-- PostgreSQL documentation, "CREATE TABLE", PARTITION BY, and "Table Partitioning", limitations.

SELECT
    t.schema_name,
    t.qualified AS object_name,
    t.table_name,
    t.qualified AS table_qualified,
    t.key_definition
FROM partitioned_tables AS t
WHERE t.has_expressions
