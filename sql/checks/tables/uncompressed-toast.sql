-- id          = "uncompressed-toast"
-- title       = "Long values stored without compression"
-- severity    = "info"
-- object      = "column"
-- confidence  = "low"
-- reads       = ["column_storage", "toast_storage"]
-- message     = "{{ qualified }} ({{ type_name }}) keeps long values without compression (storage external); the long values of its table take {{ toast_bytes | bytes }}"
-- remediation = "Set its storage to EXTENDED, unless queries take substrings of long values or the values are compressed already. It concerns values written from then on."
-- opinionated = true
-- since       = "0.1.0"
-- tags        = ["storage"]
-- [params.min_bytes]
-- default = 104857600
-- about   = "TOAST tables that are smaller are not reported."
-- ---
-- ## What it does
-- Looks for columns whose storage was set to EXTERNAL, of tables with large TOAST tables.
--
-- ## Why it matters
-- Texts and JSON become a half to a tenth by compression, and so do the pages to read, to cache and to back up.
--
-- ## How to fix
-- SET STORAGE changes nothing that is there, and takes an exclusive lock for a moment.
--
-- ## False positives
-- Pictures, archives and other values that are compressed already; values of which parts are read with substring().
--
-- ## Sources
-- PostgreSQL documentation, "TOAST" and "ALTER TABLE ... SET STORAGE".

SELECT
    c.schema_name,
    c.qualified AS object_name,
    c.qualified,
    c.type_name,
    t.toast_bytes,
    format('ALTER TABLE %s ALTER COLUMN %s SET STORAGE EXTENDED', c.table_qualified, c.quoted_name) AS fix_sql,
    format('ALTER TABLE %s ALTER COLUMN %s SET STORAGE EXTERNAL', c.table_qualified, c.quoted_name) AS undo_sql
FROM column_storage AS c
JOIN toast_storage AS t ON t.table_oid = c.table_oid
CROSS JOIN params AS p
WHERE c.storage = 'external' AND c.type_storage = 'extended' AND t.toast_bytes >= p.min_bytes
