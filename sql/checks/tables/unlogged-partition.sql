-- id          = "unlogged-partition"
-- title       = "Unlogged partition among logged ones"
-- severity    = "warning"
-- object      = "table"
-- reads       = ["partitions"]
-- message     = "{{ table_qualified }} is an unlogged partition of {{ parent }}: a crash empties it, and replicas never see its rows"
-- remediation = "Make it logged.{% if fix_sql %} This rewrites the partition into WAL under an exclusive lock.{% endif %}"
-- since       = "0.1.0"
-- tags        = ["availability", "correctness"]
-- ---
-- ## What it does
-- Looks for unlogged partitions of a table that has logged partitions too.
--
-- ## Why it matters
-- After a crash a part of the table is empty, without an error. It was mostly created unlogged to load it quickly.
--
-- ## How to fix
-- SET LOGGED rewrites it. Do it before the partition is attached, next time.
--
-- ## False positives
-- Rows that may be lost, on purpose, such as those of the current hour.
--
-- ## Sources
-- PostgreSQL documentation, "CREATE TABLE", UNLOGGED.

SELECT
    d.schema_name,
    d.qualified AS object_name,
    d.table_name,
    d.qualified AS table_qualified,
    d.parent_qualified AS parent,
    CASE WHEN d.kind = 'table' THEN format('ALTER TABLE %s SET LOGGED', d.qualified) END AS fix_sql,
    CASE WHEN d.kind = 'table' THEN format('ALTER TABLE %s SET UNLOGGED', d.qualified) END AS undo_sql
FROM partitions AS d
WHERE d.is_unlogged
  AND d.kind = 'table'
  AND d.parent_oid IN (SELECT p.parent_oid FROM partitions AS p WHERE p.kind = 'table' AND NOT p.is_unlogged)
