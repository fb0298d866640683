-- id          = "mostly-toast"
-- title       = "Table whose long values take nearly all of its space"
-- severity    = "info"
-- object      = "table"
-- confidence  = "low"
-- reads       = ["toast_storage"]
-- message     = "The long values of {{ qualified }} take {{ toast_bytes | bytes }}, {{ factor }} times the {{ heap_bytes | bytes }} of its rows"
-- remediation = "See whether the database is the place for them: files and documents that are only stored and handed out belong in object storage. If they are texts or JSON, lz4 compresses faster, and partitions make old ones easy to remove."
-- opinionated = true
-- since       = "0.1.0"
-- tags        = ["capacity", "storage"]
-- [params.min_bytes]
-- default = 10737418240
-- about   = "Smaller TOAST tables are not reported."
-- [params.min_factor]
-- default = 10
-- about   = "How many times as large as the table its TOAST table must be."
-- ---
-- ## What it does
-- Compares the sizes of tables and their TOAST tables as VACUUM noted them last.
--
-- ## Why it matters
-- Such values go through the WAL, to every standby, and into every backup. The size of the table alone, as many tools
-- show it, hides them.
--
-- ## How to fix
-- There is nothing to fix if they belong there.
--
-- ## False positives
-- Document stores on purpose.
--
-- ## Sources
-- PostgreSQL documentation, "TOAST".

SELECT
    t.schema_name,
    t.qualified AS object_name,
    t.qualified,
    t.toast_bytes,
    t.heap_bytes,
    t.toast_bytes / GREATEST(t.heap_bytes, 1) AS factor
FROM toast_storage AS t
CROSS JOIN params AS p
WHERE NOT t.is_partition
  AND t.toast_bytes >= p.min_bytes
  AND t.heap_bytes > 0
  AND t.toast_bytes >= p.min_factor * t.heap_bytes
