-- id          = "backend-writes"
-- title       = "Sessions that write buffers themselves"
-- severity    = "info"
-- object      = "server"
-- confidence  = "low"
-- reads       = ["buffer_writes"]
-- message     = "{{ percent }} % of {{ writes }} buffers were written by sessions that needed a free one"
-- remediation = "Raise shared_buffers, and let the background writer do more: bgwriter_lru_maxpages = 400, bgwriter_delay = 50ms."
-- since       = "0.1.0"
-- tags        = ["performance"]
-- [params.min_writes]
-- default = 1000000
-- about   = "Buffers that must have been written."
-- [params.min_percent]
-- default = 30
-- about   = "Percent written by sessions from which it is reported."
-- [params.min_hours]
-- default = 24
-- about   = "Hours that writes must have been counted for."
-- ---
-- ## What it does
-- Compares the buffers that sessions wrote with those of the checkpointer and the background writer. From PostgreSQL
-- 17 on, only writes of client sessions outside of bulk operations count; before, VACUUM and bulk loads are in the
-- figure.
--
-- ## Why it matters
-- A query that has to write before it can read waits twice.
--
-- ## How to fix
-- Raise shared_buffers, and let the background writer do more. If most writes come from VACUUM or COPY, nothing is
-- wrong.
--
-- ## False positives
-- Before PostgreSQL 17: servers that mostly load or vacuum.
--
-- ## Sources
-- PostgreSQL documentation, "pg_stat_bgwriter" and "pg_stat_io". pg_gather reports more than 30 %.

SELECT
    NULL AS schema_name,
    NULL AS object_name,
    CASE WHEN b.counted_hours < p.min_hours THEN 'insufficient_evidence' END AS status,
    CASE WHEN b.counted_hours < p.min_hours
         THEN format('What has been counted in %s hours would be reported, but is too short: '
                     'backend-writes waits for %s hours',
                     round(b.counted_hours::numeric, 1), p.min_hours) END AS message,
    CASE WHEN b.counted_hours < p.min_hours THEN 'Run the check again later.' END AS remediation,
    b.by_backends + b.by_checkpointer + b.by_background_writer AS writes,
    round(100.0 * b.by_backends / (b.by_backends + b.by_checkpointer + b.by_background_writer)) AS percent
FROM buffer_writes AS b
CROSS JOIN params AS p
WHERE b.by_backends + b.by_checkpointer + b.by_background_writer >= p.min_writes
  AND b.by_backends * 100 >= (b.by_backends + b.by_checkpointer + b.by_background_writer) * p.min_percent
