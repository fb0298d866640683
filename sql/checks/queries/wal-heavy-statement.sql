-- id          = "wal-heavy-statement"
-- title       = "Statement that writes much WAL"
-- severity    = "info"
-- object      = "statement"
-- confidence  = "medium"
-- reads       = ["statement_evidence", "statements"]
-- requires    = ["pg_stat_statements"]
-- identity    = ["statement_hash"]
-- message     = "Each of {{ calls }} executions writes {{ bytes | bytes }} of WAL for {{ rows_each }} rows: {{ object_name }}"
-- remediation = "See whether it changes rows that are not different (add IS DISTINCT FROM to its condition), how many indexes it maintains, and whether the table could be unlogged."
-- since       = "0.1.0"
-- tags        = ["performance"]
-- [params.min_calls]
-- default = 20
-- about   = "Executions from which a statement is reported."
-- [params.min_bytes]
-- default = 1048576
-- about   = "Bytes for each execution from which it is reported."
-- [params.max_statements]
-- default = 20
-- about   = "The statements that matter most are reported, so many."
-- ---
-- ## What it does
-- Looks for statements that write `min_bytes` of WAL for each execution, `min_calls` times at least. Statements are
-- those that pg_stat_statements has counted in this database, for all roles.
--
-- ## Why it matters
-- WAL is written, archived, sent to each standby and replayed there.
--
-- ## How to fix
-- Fewer indexes, HOT updates by a lower fillfactor, COPY instead of INSERT, fewer checkpoints.
--
-- ## False positives
-- Bulk loads.
--
-- ## Sources
-- PostgreSQL documentation, "pg_stat_statements", wal_bytes. pgFirstAid reports 1 MB and 20 calls.

WITH found AS (
    SELECT
        s.query_id,
        s.statement,
        s.statement_hash,
        s.calls,
        round(s.wal_bytes / s.calls) AS bytes,
        round(s.rows::numeric / s.calls, 1) AS rows_each
    FROM statements AS s
    CROSS JOIN params AS p
    WHERE s.counted_hours >= 1 AND s.calls >= p.min_calls
          AND s.wal_bytes >= s.calls * p.min_bytes
    ORDER BY s.wal_bytes DESC, s.statement_hash
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
    f.rows_each
FROM found AS f
UNION ALL
SELECT
    NULL, e.qualified, 'database', e.status, e.reason, e.advice, NULL, NULL, NULL, NULL, NULL
FROM statement_evidence AS e
WHERE e.status IS NOT NULL
