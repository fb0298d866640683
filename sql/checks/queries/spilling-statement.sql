-- id          = "spilling-statement"
-- title       = "Statement that sorts or hashes on disk"
-- severity    = "warning"
-- object      = "statement"
-- confidence  = "medium"
-- reads       = ["statement_evidence", "statements"]
-- requires    = ["pg_stat_statements"]
-- identity    = ["statement_hash"]
-- message     = "Each of {{ calls }} executions writes {{ bytes | bytes }} of temporary files: {{ object_name }}"
-- remediation = "Look at its plan: an index may deliver the order, a filter fewer rows. Or give its role more work_mem than {{ bytes | bytes }}."
-- since       = "0.1.0"
-- tags        = ["performance"]
-- [params.min_calls]
-- default = 20
-- about   = "Executions from which a statement is reported."
-- [params.min_bytes]
-- default = 10485760
-- about   = "Bytes for each execution from which it is reported."
-- [params.max_statements]
-- default = 20
-- about   = "The statements that matter most are reported, so many."
-- ---
-- ## What it does
-- Looks for statements that write `min_bytes` of temporary files for each execution on average, `min_calls` times at
-- least. Statements are those that pg_stat_statements has counted in this database, for all roles.
--
-- ## Why it matters
-- What does not fit into work_mem is written to disk and read again.
--
-- ## How to fix
-- ALTER ROLE ... SET work_mem, or SET LOCAL in the transaction, rather than more for everybody.
--
-- ## False positives
-- Reports.
--
-- ## Sources
-- PostgreSQL documentation, "pg_stat_statements", temp_blks_written. pgFirstAid lists the ten largest.

WITH found AS (
    SELECT
        s.query_id,
        s.statement,
        s.statement_hash,
        s.calls,
        s.temporary_blocks * s.block_size / s.calls AS bytes,
        round(s.mean_ms) AS mean_ms
    FROM statements AS s
    CROSS JOIN params AS p
    WHERE s.counted_hours >= 1 AND s.calls >= p.min_calls
          AND s.temporary_blocks * s.block_size / s.calls >= p.min_bytes
    ORDER BY s.temporary_blocks DESC, s.statement_hash
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
    f.mean_ms
FROM found AS f
UNION ALL
SELECT
    NULL, e.qualified, 'database', e.status, e.reason, e.advice, NULL, NULL, NULL, NULL, NULL
FROM statement_evidence AS e
WHERE e.status IS NOT NULL
