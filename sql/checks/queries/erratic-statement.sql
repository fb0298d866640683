-- id          = "erratic-statement"
-- title       = "Statement that is sometimes fast and sometimes very slow"
-- severity    = "info"
-- object      = "statement"
-- confidence  = "low"
-- reads       = ["statement_evidence", "statements"]
-- requires    = ["pg_stat_statements"]
-- identity    = ["statement_hash"]
-- message     = "{{ calls }} executions took {{ mean_ms }} ms on average, with a standard deviation of {{ deviation_ms }} ms: {{ object_name }}"
-- remediation = "Find a slow execution (auto_explain, log_min_duration_statement) and compare its plan and its values with those of a fast one."
-- since       = "0.1.0"
-- tags        = ["performance"]
-- [params.min_calls]
-- default = 100
-- about   = "Executions from which a statement is reported."
-- [params.min_ms]
-- default = 20
-- about   = "Milliseconds on average from which it is reported."
-- [params.min_factor]
-- default = 5
-- about   = "Times of the average that the deviation must be."
-- [params.max_statements]
-- default = 20
-- about   = "The statements that matter most are reported, so many."
-- ---
-- ## What it does
-- Looks for statements whose standard deviation is `min_factor` times their average, which is `min_ms` at least,
-- after `min_calls` executions. Statements are those that pg_stat_statements has counted in this database, for all
-- roles.
--
-- ## Why it matters
-- Some users wait seconds. Causes: values that are very frequent, a generic plan that fits only some, waits for
-- locks, a cold cache.
--
-- ## How to fix
-- Statistics for skewed or dependent columns, plan_cache_mode for a function, shorter transactions of others.
--
-- ## False positives
-- Statements whose values select very different amounts.
--
-- ## Sources
-- PostgreSQL documentation, "pg_stat_statements", stddev_exec_time. pgFirstAid reports a deviation above the average.

WITH found AS (
    SELECT
        s.query_id,
        s.statement,
        s.statement_hash,
        s.calls,
        round(s.mean_ms::numeric, 1) AS mean_ms,
        round(s.deviation_ms::numeric) AS deviation_ms
    FROM statements AS s
    CROSS JOIN params AS p
    WHERE s.counted_hours >= 1 AND s.calls >= p.min_calls
          AND s.mean_ms >= p.min_ms
          AND s.deviation_ms >= s.mean_ms * p.min_factor
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
    f.deviation_ms
FROM found AS f
UNION ALL
SELECT
    NULL, e.qualified, 'database', e.status, e.reason, e.advice, NULL, NULL, NULL, NULL, NULL
FROM statement_evidence AS e
WHERE e.status IS NOT NULL
