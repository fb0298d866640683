-- id          = "pending-detach"
-- title       = "Partition that was detached by half"
-- severity    = "warning"
-- object      = "table"
-- reads       = ["partitions"]
-- message     = "DETACH PARTITION ... CONCURRENTLY of {{ table_qualified }} from {{ parent }} was interrupted and never finished"
-- remediation = "Finish it."
-- since       = "0.1.0"
-- tags        = ["correctness", "availability"]
-- ---
-- ## What it does
-- Looks for partitions whose concurrent detach was begun and not finished.
--
-- ## Why it matters
-- Queries no longer see the rows of the partition, but it still belongs to its parent: no other partition can be
-- detached concurrently, and indexes and foreign keys cannot be dropped in peace.
--
-- ## How to fix
-- FINALIZE takes a short lock. If the detach is still running in another session, leave that alone.
--
-- ## False positives
-- A detach that is waiting for old transactions just now.
--
-- ## Sources
-- PostgreSQL documentation, "ALTER TABLE", DETACH PARTITION ... CONCURRENTLY and FINALIZE (from 14 on).

SELECT
    d.schema_name,
    d.qualified AS object_name,
    d.table_name,
    d.qualified AS table_qualified,
    d.parent_qualified AS parent,
    format('ALTER TABLE %s DETACH PARTITION %s FINALIZE', d.parent_qualified, d.qualified) AS fix_sql
FROM partitions AS d
WHERE d.is_detach_pending
