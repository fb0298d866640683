-- id          = "slow-toast-compression"
-- title       = "Long values compressed the slow way"
-- severity    = "info"
-- object      = "setting"
-- reads       = ["settings", "toast_storage"]
-- message     = "default_toast_compression is pglz, with {{ bytes | bytes }} of long values in this database"
-- remediation = "Set it to lz4 and {{ activation }}; values written from then on use it. ALTER TABLE ... ALTER COLUMN ... SET COMPRESSION does so for a column."
-- since       = "0.1.0"
-- tags        = ["performance", "storage"]
-- [params.min_bytes]
-- default = 1073741824
-- about   = "TOAST tables of this database, in bytes, from which it matters."
-- ---
-- ## What it does
-- Looks for default_toast_compression = pglz on a server that was built with LZ4, with `min_bytes` of TOAST tables.
--
-- ## Why it matters
-- lz4 compresses and decompresses several times as fast, at about the same size.
--
-- ## How to fix
-- Change the setting. Old values stay as they are until they are written again.
--
-- ## False positives
-- Columns compressed by the application, or set to lz4 one by one.
--
-- ## Sources
-- PostgreSQL documentation, "TOAST" and "Statement Behavior", default_toast_compression. Reported by pg_gather.

SELECT
    NULL AS schema_name,
    s.name AS object_name,
    t.bytes,
    s.source,
    s.activation,
    CASE WHEN s.is_alterable THEN 'ALTER SYSTEM SET default_toast_compression = lz4' END AS fix_sql,
    CASE WHEN s.is_alterable THEN s.revert_sql END AS undo_sql
FROM settings AS s
CROSS JOIN (SELECT sum(x.toast_bytes) AS bytes FROM toast_storage AS x) AS t
CROSS JOIN params AS p
WHERE s.name = 'default_toast_compression' AND s.value = 'pglz' AND 'lz4' = ANY (s.choices) AND t.bytes >= p.min_bytes
