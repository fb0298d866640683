-- id          = "slow-statement"
-- title       = "Statement that is slow on average"
-- severity    = "warning"
-- object      = "statement"
-- confidence  = "medium"
-- reads       = ["statement_evidence", "statements"]
-- requires    = ["pg_stat_statements"]
-- identity    = ["statement_hash"]
-- message     = "{{ calls }} executions took {{ mean_ms }} ms on average: {{ object_name }}"
-- remediation = "Look at its plan with EXPLAIN (ANALYZE, BUFFERS); dbarch.suggest_indexes() says whether an index would help."
-- since       = "0.1.0"
-- tags        = ["performance"]
-- [params.min_calls]
-- default = 100
-- about   = "Executions from which a statement is reported."
-- [params.min_ms]
-- default = 200
-- about   = "Milliseconds on average from which it is reported."
-- [params.max_statements]
-- default = 20
-- about   = "The statements that matter most are reported, so many."
-- ---
-- ## What it does
-- Looks for statements of `min_calls` executions that take `min_ms` on average. Statements are those that
-- pg_stat_statements has counted in this database, for all roles.
--
-- ## Why it matters
-- Somebody waits for each of them.
--
-- ## How to fix
-- Indexes, fewer rows, fewer columns; see what the plan spends its time on.
--
-- ## False positives
-- Reports and nightly jobs, of which nobody waits for an answer.
--
-- ## Sources
-- PostgreSQL documentation, "pg_stat_statements". Thresholds of others: 20 ms and 100 calls (pghero), 50 ms and 50
-- calls a day (pganalyze), 100 ms and 20 calls (pgFirstAid).

WITH found AS (
    SELECT
        s.query_id,
        s.statement,
        s.statement_hash,
        s.calls,
        round(s.mean_ms) AS mean_ms,
        round(s.total_ms) AS total_ms
    FROM statements AS s
    CROSS JOIN params AS p
    WHERE s.counted_hours >= 1 AND s.calls >= p.min_calls
          AND s.mean_ms >= p.min_ms
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
    f.mean_ms,
    f.total_ms
FROM found AS f
UNION ALL
SELECT
    NULL, e.qualified, 'database', e.status, e.reason, e.advice, NULL, NULL, NULL, NULL, NULL
FROM statement_evidence AS e
WHERE e.status IS NOT NULL
