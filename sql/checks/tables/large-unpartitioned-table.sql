-- id          = "large-unpartitioned-table"
-- title       = "Very large table that is not partitioned"
-- severity    = "info"
-- object      = "table"
-- confidence  = "low"
-- reads       = ["tables"]
-- message     = "{{ table_qualified }} holds {{ bytes | bytes }}{% if row_estimate %} and about {{ row_estimate }} rows{% endif %} in one piece"
-- remediation = "Consider partitions by time or tenant, if old rows are to be deleted or most queries name such a column."
-- since       = "0.1.0"
-- tags        = ["performance", "maintenance"]
-- [params.min_bytes]
-- default = 107374182400
-- about   = "Smaller tables, as VACUUM or ANALYZE noted them last, are not reported."
-- ---
-- ## What it does
-- Looks for tables of at least `min_bytes` that are neither partitioned nor a partition. TOAST and indexes do not
-- count.
--
-- ## Why it matters
-- VACUUM, index builds and restores take hours on one piece and cannot be divided; deleting old rows costs as much as
-- writing them, while dropping a partition costs nothing.
--
-- ## How to fix
-- Attach the table as the first partition of a new one with a check constraint that says what its bounds say: no row is
-- copied.
--
-- ## False positives
-- Tables without a column that divides them and their queries: partitions would only make things slower.
--
-- ## Sources
-- PostgreSQL documentation, "Table Partitioning": worthwhile if a table exceeds the server's memory. pgFirstAid and
-- gather_report say 50 GB.

SELECT
    t.schema_name,
    t.qualified AS object_name,
    t.table_name,
    t.qualified AS table_qualified,
    t.bytes,
    t.row_estimate::bigint AS row_estimate
FROM tables AS t
CROSS JOIN params AS p
WHERE t.kind = 'table'
  AND NOT t.is_partition
  AND t.bytes >= p.min_bytes
