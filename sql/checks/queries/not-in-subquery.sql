-- id          = "not-in-subquery"
-- title       = "NOT IN with a subquery"
-- severity    = "warning"
-- object      = "statement"
-- confidence  = "medium"
-- reads       = ["statement_codes", "statement_evidence", "statements"]
-- requires    = ["pg_stat_statements"]
-- identity    = ["statement_hash"]
-- message     = "NOT IN with a subquery gives nothing if one of its rows is NULL, and is slow: {{ object_name }}"
-- remediation = "Write NOT EXISTS (SELECT FROM ... WHERE inner.column = outer.column)."
-- since       = "0.1.0"
-- tags        = ["correctness", "performance"]
-- [params.min_calls]
-- default = 10
-- about   = "Executions from which a statement is reported."
-- [params.max_statements]
-- default = 20
-- about   = "The statements that matter most are reported, so many."
-- ---
-- ## What it does
-- Looks for NOT IN (SELECT ...) in statements that ran `min_calls` times. Comments, strings and quoted names are not
-- taken for SQL. Statements are those that pg_stat_statements has counted in this database, for all roles.
--
-- ## Why it matters
-- One NULL in the result of the subquery makes the condition unknown for every row. And the planner cannot make an
-- anti-join of it: the list is searched in memory, or, if it is long, once for each row.
--
-- ## How to fix
-- NOT EXISTS means what was meant, and is planned as a join.
--
-- ## False positives
-- Short lists of columns that cannot be NULL.
--
-- ## Sources
-- PostgreSQL documentation, "Subquery Expressions".

WITH found AS (
    SELECT
        s.query_id,
        s.statement,
        s.statement_hash,
        s.calls,
        round(s.mean_ms::numeric, 1) AS mean_ms
    FROM statements AS s
    JOIN statement_codes AS x ON x.query_id = s.query_id
    CROSS JOIN params AS p
    WHERE s.counted_hours >= 1 AND s.calls >= p.min_calls
          AND x.code ~ '\mnot in ?\( ?select\M'
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
