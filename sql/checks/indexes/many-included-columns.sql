-- id          = "many-included-columns"
-- title       = "Index that includes many columns"
-- severity    = "info"
-- object      = "index"
-- confidence  = "low"
-- reads       = ["indexes"]
-- message     = "{{ index_name }} on {{ table_qualified }} includes {{ columns }} columns beside its key{% if bytes %} and takes {{ bytes | bytes }}{% endif %}"
-- remediation = "Include only what the queries that use the index read; a column that changes often does not belong into it."
-- since       = "0.1.0"
-- tags        = ["performance", "storage"]
-- [params.max_columns]
-- default = 5
-- about   = "Indexes that include more columns are reported."
-- ---
-- ## What it does
-- Looks for indexes with more than `max_columns` columns in INCLUDE.
--
-- ## Why it matters
-- Such an index is a second copy of the table: it takes as much disk and cache, and every update of an included column
-- has to write it, so that the update cannot be HOT.
--
-- ## How to fix
-- Create an index with fewer columns CONCURRENTLY, then drop this one.
--
-- ## False positives
-- Narrow columns of a table that never changes.
--
-- ## Sources
-- PostgreSQL documentation, "Index-Only Scans and Covering Indexes": be conservative about adding non-key columns,
-- especially wide ones.

SELECT
    i.schema_name,
    i.qualified AS object_name,
    i.index_name,
    i.table_name,
    i.table_qualified,
    cardinality(i.included_columns) AS columns,
    i.bytes
FROM indexes AS i
CROSS JOIN params AS p
WHERE cardinality(i.included_columns) > p.max_columns
  AND NOT i.is_partition
