-- id          = "select-star"
-- title       = "Query that fetches all columns"
-- severity    = "info"
-- object      = "statement"
-- confidence  = "low"
-- reads       = ["statement_codes", "statement_evidence", "statements"]
-- requires    = ["pg_stat_statements"]
-- identity    = ["statement_hash"]
-- message     = "{{ calls }} executions fetch all columns: {{ object_name }}"
-- remediation = "Name the columns that are needed."
-- opinionated = true
-- since       = "0.1.0"
-- tags        = ["performance"]
-- [params.min_calls]
-- default = 1000
-- about   = "Executions from which a statement is reported."
-- [params.min_minutes]
-- default = 1
-- about   = "Minutes in all from which it is reported."
-- [params.max_statements]
-- default = 20
-- about   = "The statements that matter most are reported, so many."
-- ---
-- ## What it does
-- Looks for queries whose list begins with *, or with all columns of a table, and which run `min_calls` times and
-- take `min_minutes` in all. Comments, strings and quoted names are not taken for SQL. Statements are those that
-- pg_stat_statements has counted in this database, for all roles.
--
-- ## Why it matters
-- Columns that nobody reads are fetched from TOAST, sent and decoded; an index-only scan is impossible; and a new
-- column changes what the program gets.
--
-- ## How to fix
-- Name the columns, in views as well.
--
-- ## False positives
-- Programs that need all columns of a narrow table.
--
-- ## Sources
-- PostgreSQL documentation, "pg_stat_statements". sqlcheck reports the same as high risk, in any text.

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
          AND s.total_ms >= p.min_minutes * 60000
          AND x.code ~ '^[( ]*select (distinct )?([a-z_0-9]*\.)?\* ?(,|from\M)'
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
