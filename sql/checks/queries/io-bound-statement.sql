-- id          = "io-bound-statement"
-- title       = "Statement that waits for the disk most of the time"
-- severity    = "info"
-- object      = "statement"
-- confidence  = "medium"
-- reads       = ["statement_evidence", "statements"]
-- requires    = ["pg_stat_statements"]
-- identity    = ["statement_hash"]
-- message     = "{{ percent }} % of the time of {{ calls }} executions is reading: {{ object_name }}"
-- remediation = "Read less (an index, fewer columns, partitions), or have more in memory; a faster disk helps this statement, a faster processor does not."
-- since       = "0.1.0"
-- tags        = ["performance"]
-- [params.min_calls]
-- default = 20
-- about   = "Executions from which a statement is reported."
-- [params.min_percent]
-- default = 70
-- about   = "Percent of its time from which it is reported."
-- [params.min_share]
-- default = 5
-- about   = "Percent of the time of all statements that it must take."
-- [params.max_statements]
-- default = 20
-- about   = "The statements that matter most are reported, so many."
-- ---
-- ## What it does
-- Looks for statements that spend `min_percent` of their time with reading, and are `min_share` percent of all time.
-- Needs track_io_timing; else the check finds nothing. Statements are those that pg_stat_statements has counted in
-- this database, for all roles.
--
-- ## Why it matters
-- It tells where to look: plans that are quick in a test with a warm cache are slow here.
--
-- ## How to fix
-- Indexes and fewer columns read less; shared_buffers and memory keep more; pg_prewarm fills a cold cache.
--
-- ## False positives
-- A cache that is still cold after a restart.
--
-- ## Sources
-- PostgreSQL documentation, "pg_stat_statements", shared_blk_read_time.

WITH found AS (
    SELECT
        s.query_id,
        s.statement,
        s.statement_hash,
        s.calls,
        round((100 * s.read_ms / s.total_ms)::numeric) AS percent,
        round(s.mean_ms) AS mean_ms
    FROM statements AS s
    CROSS JOIN params AS p
    WHERE s.counted_hours >= 1 AND s.calls >= p.min_calls
          AND s.read_ms * 100 >= s.total_ms * p.min_percent
          AND s.total_ms * 100 >= s.all_ms * p.min_share
    ORDER BY s.total_ms DESC, s.statement_hash
    LIMIT (SELECT p.max_statements FROM params AS p)
)
SELECT
    NULL AS schema_name,
    f.statement AS object_name,
    NULL AS object_kind,
    NULL AS status,
    NULL AS message,
    NULL AS remediation,
    f.query_id,
    f.statement_hash,
    f.calls,
    f.percent,
    f.mean_ms
FROM found AS f
UNION ALL
SELECT
    NULL, e.qualified, 'database', e.status, e.reason, e.advice, NULL, NULL, NULL, NULL, NULL
FROM statement_evidence AS e
WHERE e.status IS NOT NULL
