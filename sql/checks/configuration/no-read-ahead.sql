-- id          = "no-read-ahead"
-- title       = "Bitmap scans that read one block after the other"
-- severity    = "info"
-- object      = "setting"
-- confidence  = "low"
-- reads       = ["database_volume", "settings"]
-- message     = "effective_io_concurrency is {{ value }}: a bitmap scan asks the disk for {% if value == '0' %}one block{% else %}two blocks{% endif %} at a time"
-- remediation = "On SSDs and network storage set it to 200 or so and {{ activation }}; on one turning disk leave it."
-- since       = "0.1.0"
-- tags        = ["performance"]
-- [params.min_database_bytes]
-- default = 10737418240
-- about   = "Databases smaller than so many bytes are not reported."
-- ---
-- ## What it does
-- Looks for an effective_io_concurrency of 0 or 1 with a database of `min_database_bytes` at least.
--
-- ## Why it matters
-- SSDs and network storage are fast because they answer many requests at once. A scan that waits for each block gets
-- a small part of their speed.
--
-- ## How to fix
-- Raise it. PostgreSQL 18 has 16 as its default; before, it is 1.
--
-- ## False positives
-- A single turning disk, and systems without posix_fadvise, where it must be 0 before PostgreSQL 18.
--
-- ## Sources
-- PostgreSQL documentation, "Resource Consumption", effective_io_concurrency. pgtune sets 2 for turning disks, 200
-- for SSDs, 300 for storage networks.

SELECT
    NULL AS schema_name,
    s.name AS object_name,
    s.value,
    s.activation
FROM settings AS s
CROSS JOIN database_volume AS v
CROSS JOIN params AS p
WHERE s.name = 'effective_io_concurrency' AND s.value IN ('0', '1') AND v.bytes >= p.min_database_bytes
