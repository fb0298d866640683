-- id          = "forced-checkpoints"
-- title       = "Checkpoints forced by too much WAL"
-- severity    = "warning"
-- object      = "server"
-- confidence  = "medium"
-- reads       = ["checkpoints", "settings"]
-- message     = "{{ percent }} % of the checkpoints ({{ requested }} of {{ total }}) were not due yet: max_wal_size of {{ wal_bytes | bytes }} was full, or somebody asked"
-- remediation = "Raise max_wal_size so far that checkpoints come by the clock, and reload the configuration with SELECT pg_reload_conf(). The disk needs the room."
-- since       = "0.1.0"
-- tags        = ["performance"]
-- [params.min_checkpoints]
-- default = 50
-- about   = "Checkpoints that must have been counted."
-- [params.min_percent]
-- default = 20
-- about   = "Percent of requested ones from which they are reported."
-- ---
-- ## What it does
-- Compares the requested checkpoints with all, if `min_checkpoints` were counted. Besides WAL, a base backup, CREATE
-- DATABASE and CHECKPOINT ask for one.
--
-- ## Why it matters
-- Each checkpoint makes the next change of each page write all of it to the WAL. More WAL brings the next checkpoint
-- sooner: the load feeds itself, and it hits when the server is busiest.
--
-- ## How to fix
-- As a start, the WAL of one checkpoint_timeout in the busiest hour, times two.
--
-- ## False positives
-- Servers that make databases or base backups all the time, such as those for tests.
--
-- ## Sources
-- PostgreSQL documentation, "WAL Configuration". pg_gather reports more than 10 %.

SELECT
    NULL AS schema_name,
    NULL AS object_name,
    c.requested,
    c.timed + c.requested AS total,
    round(100.0 * c.requested / (c.timed + c.requested)) AS percent,
    s.value::bigint * 1048576 AS wal_bytes,
    c.counted_hours
FROM checkpoints AS c
JOIN settings AS s ON s.name = 'max_wal_size'
CROSS JOIN params AS p
WHERE c.timed + c.requested >= p.min_checkpoints AND c.requested * 100 >= (c.timed + c.requested) * p.min_percent
