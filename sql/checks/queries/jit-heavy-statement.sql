-- id          = "jit-heavy-statement"
-- title       = "Statement whose compilation takes longer than it saves"
-- severity    = "info"
-- object      = "statement"
-- confidence  = "medium"
-- reads       = ["statement_evidence", "statements"]
-- requires    = ["pg_stat_statements"]
-- identity    = ["statement_hash"]
-- message     = "{{ percent }} % of the time of {{ calls }} executions is compilation by JIT: {{ object_name }}"
-- remediation = "Raise jit_above_cost tenfold, or turn jit off for the role: ALTER ROLE ... SET jit = off."
-- since       = "0.1.0"
-- tags        = ["performance"]
-- [params.min_calls]
-- default = 20
-- about   = "Executions from which a statement is reported."
-- [params.min_ms]
-- default = 10
-- about   = "Milliseconds of compilation for each execution from which it is reported."
-- [params.min_percent]
-- default = 30
-- about   = "Percent of the time from which it is reported."
-- [params.max_statements]
-- default = 20
-- about   = "The statements that matter most are reported, so many."
-- ---
-- ## What it does
-- Looks for statements of which compilation takes `min_percent` of the execution time. pg_stat_statements counts it
-- from PostgreSQL 15 on. Statements are those that pg_stat_statements has counted in this database, for all roles.
--
-- ## Why it matters
-- Code is compiled anew for each execution, because an estimate of the cost was high. For queries of some hundred
-- milliseconds that can be most of the time.
--
-- ## How to fix
-- Correct the estimate with statistics, or raise the threshold.
--
-- ## False positives
-- Reports, for which compiling pays.
--
-- ## Sources
-- PostgreSQL documentation, "When to JIT?" and "pg_stat_statements".

WITH found AS (
    SELECT
        s.query_id,
        s.statement,
        s.statement_hash,
        s.calls,
        round((100 * s.jit_ms / s.total_ms)::numeric) AS percent,
        round(s.mean_ms) AS mean_ms
    FROM statements AS s
    CROSS JOIN params AS p
    WHERE s.counted_hours >= 1 AND s.calls >= p.min_calls
          AND s.jit_ms >= p.min_ms * s.calls
          AND s.jit_ms * 100 >= s.total_ms * p.min_percent
    ORDER BY s.jit_ms DESC, s.statement_hash
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
