-- id          = "wide-index-key"
-- title       = "Index with many key columns"
-- severity    = "info"
-- object      = "index"
-- confidence  = "low"
-- reads       = ["indexes"]
-- message     = "{{ index_name }} on {{ table_qualified }} has {{ columns }} key columns{% if bytes %} and takes {{ bytes | bytes }}{% endif %}"
-- remediation = "Keep the columns that queries compare or sort by; move those that are only read to INCLUDE, and leave out the others."
-- since       = "0.1.0"
-- tags        = ["performance", "storage"]
-- [params.max_columns]
-- default = 5
-- about   = "Indexes with more key columns are reported."
-- ---
-- ## What it does
-- Looks for b-tree indexes, not unique and backing no constraint, with more than `max_columns` key columns.
--
-- ## Why it matters
-- Each column makes the tree larger and updates of it costly. Columns behind the first range condition do not narrow
-- the part of the index that is read.
--
-- ## How to fix
-- Look at the queries that use the index; create a shorter one CONCURRENTLY, then drop this one.
--
-- ## False positives
-- Covering indexes from before INCLUDE, or whose order is needed in full.
--
-- ## Sources
-- PostgreSQL documentation, "Multicolumn Indexes": indexes with more than three columns are unlikely to be helpful.
-- strong_migrations advises against more than three.

SELECT
    i.schema_name,
    i.qualified AS object_name,
    i.index_name,
    i.table_name,
    i.table_qualified,
    cardinality(i.key_columns) AS columns,
    i.bytes
FROM indexes AS i
CROSS JOIN params AS p
WHERE i.method = 'btree'
  AND cardinality(i.key_columns) > p.max_columns
  AND NOT (i.is_unique OR i.is_partition)
  AND i.constraint_name IS NULL
