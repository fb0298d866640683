-- id          = "rows-in-default-partition"
-- title       = "Rows in a default partition"
-- severity    = "warning"
-- object      = "table"
-- reads       = ["partitions"]
-- message     = "The default partition {{ table_qualified }} of {{ parent }} holds {% if row_estimate %}about {{ row_estimate }} rows{% else %}rows{% endif %}"
-- remediation = "Create a partition for them: detach the default one, create and fill the new one, delete what moved, attach the default one again."
-- since       = "0.1.0"
-- tags        = ["availability", "performance"]
-- [params.min_rows]
-- default = 1
-- about   = "Default partitions with fewer rows, as last counted, are not reported."
-- ---
-- ## What it does
-- Looks for default partitions that hold rows, as VACUUM or ANALYZE counted them last. A default partition that was
-- never counted but has pages counts as holding rows. One that is partitioned itself is judged by its own partitions.
--
-- ## Why it matters
-- Rows in the default partition are what no partition was made for. It is read by queries that pruning would otherwise
-- keep away, and a new partition whose range has rows there cannot be created at all.
--
-- ## How to fix
-- See remediation. While rows move, the table is locked; do it before they are many.
--
-- ## False positives
-- Lists whose rare values share the default partition on purpose.
--
-- ## Sources
-- PostgreSQL documentation, "Table Partitioning". gather_report warns from more than one row on.

SELECT
    d.schema_name,
    d.qualified AS object_name,
    d.table_name,
    d.qualified AS table_qualified,
    d.parent_qualified AS parent,
    d.row_estimate::bigint AS row_estimate
FROM partitions AS d
CROSS JOIN params AS p
WHERE d.is_default
  AND NOT d.is_partitioned
  AND (d.row_estimate >= p.min_rows OR (d.row_estimate IS NULL AND d.pages > 0))
