-- id          = "statement-with-many-rows"
-- title       = "Query that returns very many rows"
-- severity    = "info"
-- object      = "statement"
-- confidence  = "medium"
-- reads       = ["statement_evidence", "statements"]
-- requires    = ["pg_stat_statements"]
-- identity    = ["statement_hash"]
-- message     = "Each of {{ calls }} executions returns {{ rows_each }} rows: {{ object_name }}"
-- remediation = "Ask whether anybody looks at all of them: LIMIT, an aggregate in the database, or a cursor for exports."
-- since       = "0.1.0"
-- tags        = ["performance"]
-- [params.min_calls]
-- default = 20
-- about   = "Executions from which a statement is reported."
-- [params.min_rows]
-- default = 10000
-- about   = "Rows for each execution from which it is reported."
-- [params.max_statements]
-- default = 20
-- about   = "The statements that matter most are reported, so many."
-- ---
-- ## What it does
-- Looks for SELECT statements that return `min_rows` rows for each execution, `min_calls` times at least. Statements
-- are those that pg_stat_statements has counted in this database, for all roles.
--
-- ## Why it matters
-- The rows must be sent, and the client keeps them in memory, often to show the first page or to count them.
--
-- ## How to fix
-- Let the database filter, count and page.
--
-- ## False positives
-- Exports.
--
-- ## Sources
-- PostgreSQL documentation, "pg_stat_statements", rows. pgFirstAid reports 10,000 rows and 20 calls.

WITH found AS (
    SELECT
        s.query_id,
        s.statement,
        s.statement_hash,
        s.calls,
        round(s.rows::numeric / s.calls) AS rows_each,
        round(s.mean_ms) AS mean_ms
    FROM statements AS s
    CROSS JOIN params AS p
    WHERE s.counted_hours >= 1 AND s.kind = 'select'
          AND s.calls >= p.min_calls
          AND s.rows >= s.calls * p.min_rows
    ORDER BY s.rows DESC, s.statement_hash
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
    f.rows_each,
    f.mean_ms
FROM found AS f
UNION ALL
SELECT
    NULL, e.qualified, 'database', e.status, e.reason, e.advice, NULL, NULL, NULL, NULL, NULL
FROM statement_evidence AS e
WHERE e.status IS NOT NULL
