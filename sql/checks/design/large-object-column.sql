-- id          = "large-object-column"
-- title       = "Column that refers to large objects or OIDs"
-- severity    = "info"
-- object      = "column"
-- confidence  = "medium"
-- reads       = ["columns"]
-- message     = "{{ table_name }}.{{ column_name }} is {{ type_name }}{% if is_lo %}: it refers to a large object, which stays behind when the row goes{% else %}: a reference to a large object, or a number of four bytes that says nothing of its meaning{% endif %}"
-- remediation = "Store documents in bytea or outside of the database; if large objects must stay, remove them with the trigger lo_manage or with vacuumlo. For a plain number use bigint."
-- since       = "0.1.0"
-- tags        = ["correctness"]
-- ---
-- ## What it does
-- Looks for columns of type `oid`, or the type `lo` of the extension lo, a domain over them or an array of them.
-- Partitions, heirs and foreign tables are left out.
--
-- ## Why it matters
-- Nothing ties a large object to the row: after a DELETE it stays in pg_largeobject, where it can only be found by
-- comparing all of them. Large objects are left out of logical replication, and their owner is no longer the table's.
--
-- ## How to fix
-- bytea takes a gigabyte a value and is replicated, dumped and deleted with its row.
--
-- ## False positives
-- Tables that copy rows of system catalogs; streaming of parts of very large files, which only large objects can do.
--
-- ## Sources
-- PostgreSQL documentation, "Large Objects" and "lo". pg-index-health reports oid columns.

SELECT
    c.schema_name,
    c.qualified AS object_name,
    c.table_name,
    c.column_name,
    c.type_name,
    c.type_name IN ('lo', 'public.lo') AS is_lo
FROM columns AS c
WHERE c.base_type IN ('oid', 'oid[]')
  AND NOT c.in_partition AND NOT c.is_inherited AND c.table_kind <> 'foreign table'
