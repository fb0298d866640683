-- id          = "untimed-reads"
-- title       = "Reads whose time is not measured"
-- severity    = "info"
-- object      = "setting"
-- confidence  = "medium"
-- reads       = ["database_volume", "settings"]
-- message     = "track_io_timing is off: how long queries wait for the disk is not known"
-- remediation = "Turn it on and {{ activation }}, if pg_test_timing says that reading the clock takes less than 100 ns."
-- since       = "0.1.0"
-- tags        = ["operation"]
-- [params.min_database_bytes]
-- default = 2147483648
-- about   = "Databases smaller than so many bytes are not reported."
-- ---
-- ## What it does
-- Looks for track_io_timing = off with a database of `min_database_bytes` at least.
--
-- ## Why it matters
-- Without it EXPLAIN, pg_stat_statements and pg_stat_database show how many blocks were read, and not whether they
-- came from memory or from a slow disk.
--
-- ## How to fix
-- Turn it on. On machines with a slow clock it makes reads dearer.
--
-- ## False positives
-- Machines with a slow clock, small databases that are always in memory.
--
-- ## Sources
-- PostgreSQL documentation, "Run-time Statistics", track_io_timing. Reported by pg_gather.

SELECT
    NULL AS schema_name,
    s.name AS object_name,
    s.activation
FROM settings AS s
CROSS JOIN database_volume AS v
CROSS JOIN params AS p
WHERE s.name = 'track_io_timing' AND s.value = 'off' AND v.bytes >= p.min_database_bytes
