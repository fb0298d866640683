-- id          = "limit-without-order"
-- title       = "Some rows, nobody knows which"
-- severity    = "info"
-- object      = "statement"
-- confidence  = "low"
-- reads       = ["statement_codes", "statement_evidence", "statements"]
-- requires    = ["pg_stat_statements"]
-- identity    = ["statement_hash"]
-- message     = "{{ calls }} executions take some of the rows with LIMIT and no ORDER BY: {{ object_name }}"
-- remediation = "Add ORDER BY with a unique key at its end, or leave LIMIT out if all rows are wanted."
-- since       = "0.1.0"
-- tags        = ["correctness"]
-- [params.min_calls]
-- default = 100
-- about   = "Executions from which a statement is reported."
-- [params.max_statements]
-- default = 20
-- about   = "The statements that matter most are reported, so many."
-- ---
-- ## What it does
-- Looks for queries with LIMIT but without any ORDER BY that return more than one row on average, after `min_calls`
-- executions. Queries that lock rows, as of queues, are left out. Statements are those that pg_stat_statements has
-- counted in this database, for all roles.
--
-- ## Why it matters
-- Which rows come is left to the plan: it changes with an index, a parallel scan or a VACUUM, and pages overlap.
--
-- ## How to fix
-- ORDER BY.
--
-- ## False positives
-- Batches of which any rows will do.
--
-- ## Sources
-- PostgreSQL documentation, "LIMIT and OFFSET".

WITH found AS (
    SELECT
        s.query_id,
        s.statement,
        s.statement_hash,
        s.calls,
        round(s.rows::numeric / s.calls, 1) AS rows_each
    FROM statements AS s
    JOIN statement_codes AS x ON x.query_id = s.query_id
    CROSS JOIN params AS p
    WHERE s.counted_hours >= 1 AND s.calls >= p.min_calls
          AND s.rows > s.calls
          AND s.kind = 'select'
          AND x.code ~ '\mlimit (\$?[0-9]|\()'
          AND x.code !~ '\m(order by|for (no key )?update|skip locked|exists|count|distinct on)\M'
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
    f.rows_each
FROM found AS f
UNION ALL
SELECT
    NULL, e.qualified, 'database', e.status, e.reason, e.advice, NULL, NULL, NULL, NULL
FROM statement_evidence AS e
WHERE e.status IS NOT NULL
