-- id          = "uncompressed-full-pages"
-- title       = "Full page images that fill the WAL uncompressed"
-- severity    = "info"
-- object      = "setting"
-- confidence  = "medium"
-- reads       = ["settings", "wal_activity"]
-- message     = "wal_compression is off, and at least {{ percent }} % of {{ hourly_bytes | bytes }} of WAL an hour are full images of pages"
-- remediation = "Set it to lz4 (on before PostgreSQL 15) and {{ activation }}; raise checkpoint_timeout and max_wal_size so that there are fewer images."
-- since       = "0.1.0"
-- tags        = ["performance", "storage"]
-- [params.min_hours]
-- default = 24
-- about   = "Hours that the WAL must have been counted for."
-- [params.min_hourly_bytes]
-- default = 1073741824
-- about   = "WAL an hour, in bytes, from which it matters."
-- [params.min_percent]
-- default = 40
-- about   = "Percent of the WAL that images must be."
-- ---
-- ## What it does
-- Estimates from the counters of the WAL how much of it are full page images of up to one block each, if it counts
-- for `min_hours` and more than `min_hourly_bytes` are written an hour.
--
-- ## Why it matters
-- The first change of a page after a checkpoint writes all of the page. Compressed, such WAL is half or less: for the
-- disk, the archive and the standbys.
--
-- ## How to fix
-- Compression costs processor time for each image, little with lz4.
--
-- ## False positives
-- Images have a hole where the page is empty, so that the true share may be smaller.
--
-- ## Sources
-- PostgreSQL documentation, "Write Ahead Log", wal_compression. Reported by pg_gather whenever it is off.

SELECT
    NULL AS schema_name,
    s.name AS object_name,
    CASE WHEN w.counted_hours < p.min_hours THEN 'insufficient_evidence' END AS status,
    CASE WHEN w.counted_hours < p.min_hours
         THEN format('What has been counted in %s hours would be reported, but is too short: '
                     'uncompressed-full-pages waits for %s hours',
                     round(w.counted_hours::numeric, 1), p.min_hours) END AS message,
    CASE WHEN w.counted_hours < p.min_hours THEN 'Run the check again later.' END AS remediation,
    LEAST(round(100 * w.full_page_images::numeric * w.block_size / 2 / w.bytes), 100) AS percent,
    round((w.bytes / NULLIF(w.counted_hours, 0))::numeric) AS hourly_bytes,
    s.activation
FROM settings AS s
CROSS JOIN wal_activity AS w
CROSS JOIN params AS p
WHERE s.name = 'wal_compression' AND s.value = 'off' AND w.bytes > 0
  AND w.bytes / NULLIF(w.counted_hours, 0) >= p.min_hourly_bytes
  AND w.full_page_images::numeric * w.block_size / 2 * 100 / w.bytes >= p.min_percent
