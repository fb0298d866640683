-- id          = "random-order"
-- title       = "Rows in random order"
-- severity    = "info"
-- object      = "statement"
-- confidence  = "medium"
-- reads       = ["statement_codes", "statement_evidence", "statements"]
-- requires    = ["pg_stat_statements"]
-- identity    = ["statement_hash"]
-- message     = "{{ calls }} executions of {{ mean_ms }} ms sort all rows by random(): {{ object_name }}"
-- remediation = "Use TABLESAMPLE, or choose random keys and look them up."
-- since       = "0.1.0"
-- tags        = ["performance"]
-- [params.min_calls]
-- default = 20
-- about   = "Executions from which a statement is reported."
-- [params.min_ms]
-- default = 10
-- about   = "Milliseconds on average from which it is reported."
-- [params.max_statements]
-- default = 20
-- about   = "The statements that matter most are reported, so many."
-- ---
-- ## What it does
-- Looks for ORDER BY random() in statements that take `min_ms` on average, after `min_calls` executions. Statements
-- are those that pg_stat_statements has counted in this database, for all roles.
--
-- ## Why it matters
-- To take one row, all are read, given a number and sorted.
--
-- ## How to fix
-- SELECT ... FROM t TABLESAMPLE SYSTEM_ROWS (10) of the extension tsm_system_rows, or WHERE id >= a random id ORDER
-- BY id LIMIT 1.
--
-- ## False positives
-- Short lists.
--
-- ## Sources
-- PostgreSQL documentation, "TABLESAMPLE". sqlcheck reports it as a medium risk.

WITH found AS (
    SELECT
        s.query_id,
        s.statement,
        s.statement_hash,
        s.calls,
        round(s.mean_ms) AS mean_ms
    FROM statements AS s
    JOIN statement_codes AS x ON x.query_id = s.query_id
    CROSS JOIN params AS p
    WHERE s.counted_hours >= 1 AND s.calls >= p.min_calls
          AND s.mean_ms >= p.min_ms
          AND x.code ~ '\morder by random ?\('
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
    f.mean_ms
FROM found AS f
UNION ALL
SELECT
    NULL, e.qualified, 'database', e.status, e.reason, e.advice, NULL, NULL, NULL, NULL
FROM statement_evidence AS e
WHERE e.status IS NOT NULL
