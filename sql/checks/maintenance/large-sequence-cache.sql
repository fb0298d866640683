-- id          = "large-sequence-cache"
-- title       = "Sequence that hands out numbers by the thousand"
-- severity    = "info"
-- object      = "sequence"
-- confidence  = "low"
-- reads       = ["sequence_definitions"]
-- message     = "Each session takes {{ cache_size }} numbers of {{ sequence_name }} at a time and loses those that it does not use"
-- remediation = "A cache of some tens is enough for most loads: ALTER SEQUENCE {{ qualified }} CACHE 20."
-- since       = "0.1.0"
-- tags        = ["design"]
-- [params.max_cache]
-- default = 1000
-- about   = "Sequences with a larger cache are reported."
-- ---
-- ## What it does
-- Looks for sequences with CACHE above `max_cache`.
--
-- ## Why it matters
-- Numbers that a session cached and did not use are lost when it ends. With connections that come and go, a sequence of
-- an integer column is used up by sessions rather than by rows, and numbers say nothing of the order of rows.
--
-- ## How to fix
-- Choose the cache by what one session inserts at a time.
--
-- ## False positives
-- Bulk loads of many sessions, for which the cache was raised on purpose.
--
-- ## Sources
-- PostgreSQL documentation, "CREATE SEQUENCE", CACHE.

SELECT
    s.schema_name,
    s.qualified AS object_name,
    s.qualified,
    s.sequence_name,
    s.cache_size
FROM sequence_definitions AS s
CROSS JOIN params AS p
WHERE s.cache_size > p.max_cache
