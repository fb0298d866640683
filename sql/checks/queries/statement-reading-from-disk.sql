-- id          = "statement-reading-from-disk"
-- title       = "Statement that reads much that is not in the cache"
-- severity    = "warning"
-- object      = "statement"
-- confidence  = "medium"
-- reads       = ["statement_evidence", "statements"]
-- requires    = ["pg_stat_statements"]
-- identity    = ["statement_hash"]
-- message     = "Each of {{ calls }} executions reads {{ bytes | bytes }} from outside of shared buffers, with {{ percent }} % of hits: {{ object_name }}"
-- remediation = "Look at its plan with EXPLAIN (ANALYZE, BUFFERS): often it reads a whole table for some rows, and an index is missing."
-- since       = "0.1.0"
-- tags        = ["performance"]
-- [params.min_calls]
-- default = 20
-- about   = "Executions from which a statement is reported."
-- [params.min_blocks]
-- default = 1000
-- about   = "Blocks for each execution from which it is reported."
-- [params.max_percent]
-- default = 90
-- about   = "Percent of hits that is good enough."
-- [params.max_statements]
-- default = 20
-- about   = "The statements that matter most are reported, so many."
-- ---
-- ## What it does
-- Looks for statements that read `min_blocks` blocks for each execution which shared buffers did not have,
-- `min_calls` times at least, with a hit ratio below `max_percent`. Statements are those that pg_stat_statements has
-- counted in this database, for all roles.
--
-- ## Why it matters
-- Each such execution waits for the disk or the operating system, and pushes what others need out of the cache.
--
-- ## How to fix
-- Indexes; partitions of which few are in use; a larger cache if all of it is needed.
--
-- ## False positives
-- Reports; the first executions after a restart.
--
-- ## Sources
-- PostgreSQL documentation, "pg_stat_statements". pgFirstAid reports more than 1000 blocks a call, or less than 90 %
-- of hits, after 20 calls.

WITH found AS (
    SELECT
        s.query_id,
        s.statement,
        s.statement_hash,
        s.calls,
        s.shared_reads * s.block_size / s.calls AS bytes,
        round(100.0 * s.shared_hits / (s.shared_hits + s.shared_reads)) AS percent
    FROM statements AS s
    CROSS JOIN params AS p
    WHERE s.counted_hours >= 1 AND s.calls >= p.min_calls
          AND s.shared_reads >= p.min_blocks * s.calls
          AND s.shared_hits * 100 < (s.shared_hits + s.shared_reads) * p.max_percent
    ORDER BY s.shared_reads DESC, s.statement_hash
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
    f.bytes,
    f.percent
FROM found AS f
UNION ALL
SELECT
    NULL, e.qualified, 'database', e.status, e.reason, e.advice, NULL, NULL, NULL, NULL, NULL
FROM statement_evidence AS e
WHERE e.status IS NOT NULL
