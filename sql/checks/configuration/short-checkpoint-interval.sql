-- id          = "short-checkpoint-interval"
-- title       = "Checkpoints by the clock more often than every five minutes"
-- severity    = "info"
-- object      = "setting"
-- confidence  = "medium"
-- reads       = ["settings"]
-- message     = "checkpoint_timeout is {{ value }} s: after each checkpoint the first change of a page writes all of it to the WAL"
-- remediation = "Set it to 15 minutes or more and {{ activation }}; give max_wal_size room for it."
-- since       = "0.1.0"
-- tags        = ["performance"]
-- [params.min_seconds]
-- default = 300
-- about   = "Interval, in seconds, that is long enough."
-- ---
-- ## What it does
-- Compares checkpoint_timeout with `min_seconds`.
--
-- ## Why it matters
-- Each checkpoint makes the next change of each page write a full image of it to the WAL: frequent checkpoints
-- multiply WAL, archive and the load of standbys.
--
-- ## How to fix
-- Raise it. The price is a longer recovery after a crash, of about the same length as the interval at worst.
--
-- ## False positives
-- Servers that must be up again at once after a crash.
--
-- ## Sources
-- PostgreSQL documentation, "WAL Configuration". pg_gather reports less than 1200 s; the default is 300 s, which is
-- not reported here.

SELECT
    NULL AS schema_name,
    s.name AS object_name,
    s.value,
    s.source,
    s.activation,
    NULL AS fix_sql,
    NULL AS undo_sql
FROM settings AS s CROSS JOIN params AS p
WHERE s.name = 'checkpoint_timeout' AND s.value::int < p.min_seconds
