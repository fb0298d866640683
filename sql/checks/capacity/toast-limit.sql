-- id          = "toast-limit"
-- title       = "Table that runs out of numbers for long values"
-- severity    = "warning"
-- object      = "table"
-- confidence  = "medium"
-- reads       = ["toast_storage"]
-- message     = "The TOAST table of {{ table_name }} holds {{ chunks }} chunks, and each long value needs one of 4294967296 numbers"
-- remediation = "Partition the table: each partition has a TOAST table of its own. Or move the long values to several tables."
-- since       = "0.1.0"
-- tags        = ["availability"]
-- [params.min_chunks]
-- default = 2000000000
-- about   = "Chunks from which a table is reported."
-- [params.min_percent]
-- default = 50
-- about   = "Percent of the largest size of a table from which it is reported."
-- ---
-- ## What it does
-- Looks for TOAST tables with `min_chunks` chunks, or with `min_percent` of the largest size of a table, as VACUUM
-- last counted.
--
-- ## Why it matters
-- Each value that is stored out of line needs an OID that is free in its TOAST table. Of four thousand million many
-- are taken at that size: inserts become slow as they look for a free one, and fail when none is left.
--
-- ## How to fix
-- Partition before.
--
-- ## False positives
-- A value of 1 MB has 500 chunks and needs one number: few very long values make many chunks.
--
-- ## Sources
-- PostgreSQL documentation, "TOAST"; src/backend/access/common/toast_internals.c.

SELECT
    t.schema_name,
    t.qualified AS object_name,
    t.table_name,
    round(t.chunk_estimate) AS chunks,
    t.toast_bytes AS bytes
FROM toast_storage AS t
CROSS JOIN (SELECT current_setting('block_size')::bigint AS block_size) AS b
CROSS JOIN params AS p
WHERE t.chunk_estimate >= p.min_chunks OR t.toast_bytes / b.block_size >= 4294967294 / 100 * p.min_percent
