-- id          = "list-without-default-partition"
-- title       = "List partitions without a place for other values"
-- severity    = "info"
-- object      = "table"
-- confidence  = "low"
-- reads       = ["columns", "partitioned_tables", "partitions"]
-- message     = "{{ table_qualified }} has {{ partitions }} list partitions and no default one: a row with any other {{ key }} is refused"
-- remediation = "Add a default partition if new values may come, and watch that it stays empty; leave it out if an error is what you want."
-- since       = "0.1.0"
-- tags        = ["availability"]
-- ---
-- ## What it does
-- Looks for tables partitioned by list that have partitions, but no default one. Keys of type boolean are left out.
-- Whether a foreign key or a check limits the values elsewhere is not looked at: the finding is a question.
--
-- ## Why it matters
-- A new country, tenant or status that nobody created a partition for stops inserts.
--
-- ## How to fix
-- CREATE TABLE ... PARTITION OF ... DEFAULT is instant as long as it is the first.
--
-- ## False positives
-- Booleans and enums all of whose values have a partition; new values that are to be refused.
--
-- ## Sources
-- PostgreSQL documentation, "Table Partitioning". gather_report notes tables without a default partition.

SELECT
    t.schema_name,
    t.qualified AS object_name,
    t.table_name,
    t.qualified AS table_qualified,
    substring(t.key_definition FROM '\((.*)\)$') AS key,
    n.partitions
FROM partitioned_tables AS t
JOIN (
    SELECT p.parent_oid, count(*) AS partitions FROM partitions AS p GROUP BY p.parent_oid
) AS n ON n.parent_oid = t.table_oid
WHERE t.strategy = 'list'
  AND t.default_oid IS NULL
  -- Both values of a boolean and NULL are soon listed.
  AND NOT EXISTS (SELECT FROM columns AS c
                  WHERE c.table_oid = t.table_oid AND c.column_name = t.key_columns[1] AND c.base_type = 'boolean')
