-- id          = "index-on-boolean"
-- title       = "B-tree index on a boolean column alone"
-- severity    = "info"
-- object      = "index"
-- confidence  = "medium"
-- reads       = ["columns", "indexes"]
-- message     = "{{ index_name }} on {{ table_qualified }} indexes only the boolean {{ column_name }}{% if bytes %} and takes {{ bytes | bytes }}{% endif %}"
-- remediation = "Replace it by a partial index on the columns that queries filter or sort by, WHERE {{ column_name }} (or NOT), whichever is rare; or drop it."
-- since       = "0.1.0"
-- tags        = ["performance"]
-- ---
-- ## What it does
-- Looks for indexes that are not unique and not partial, whose only key is a boolean column.
--
-- ## Why it matters
-- Half of the table, or nearly all of it, is not found faster by an index. Where one of the values is rare, a partial
-- index on other columns finds those rows with a fraction of the size.
--
-- ## How to fix
-- Create the partial index CONCURRENTLY, then drop this one.
--
-- ## False positives
-- One value is rare and the index is small beside the table, and no other column is filtered by.
--
-- ## Sources
-- PostgreSQL documentation, "Partial Indexes". pg-index-health reports every index that contains a boolean.

SELECT
    i.schema_name,
    i.qualified AS object_name,
    i.index_name,
    i.table_name,
    i.table_qualified,
    c.column_name,
    i.bytes
FROM indexes AS i
JOIN columns AS c ON c.table_oid = i.table_oid AND c.column_name = i.key_columns[1] AND c.base_type = 'boolean'
WHERE cardinality(i.key_columns) = 1
  AND i.included_columns = '{}'
  AND NOT (i.is_unique OR i.is_partial OR i.is_partition OR i.is_exclusion)
