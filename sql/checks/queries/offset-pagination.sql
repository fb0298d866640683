-- id          = "offset-pagination"
-- title       = "Pages fetched with OFFSET"
-- severity    = "info"
-- object      = "statement"
-- confidence  = "medium"
-- reads       = ["statement_codes", "statement_evidence", "statements"]
-- requires    = ["pg_stat_statements"]
-- identity    = ["statement_hash"]
-- message     = "{{ calls }} executions of {{ mean_ms }} ms skip rows with OFFSET: {{ object_name }}"
-- remediation = "Remember the last key of a page and go on behind it: WHERE (day, id) > ($1, $2) ORDER BY day, id LIMIT 50, with an index on both."
-- since       = "0.1.0"
-- tags        = ["performance"]
-- [params.min_calls]
-- default = 100
-- about   = "Executions from which a statement is reported."
-- [params.min_ms]
-- default = 50
-- about   = "Milliseconds on average from which it is reported."
-- [params.max_statements]
-- default = 20
-- about   = "The statements that matter most are reported, so many."
-- ---
-- ## What it does
-- Looks for statements with OFFSET that take `min_ms` on average, after `min_calls` executions. How many rows they
-- skip cannot be seen in a normalised text. Statements are those that pg_stat_statements has counted in this
-- database, for all roles.
--
-- ## Why it matters
-- All skipped rows are read, sorted and thrown away: page 1000 takes a thousand times as long as page 1. Rows that
-- come and go meanwhile are shown twice or never.
--
-- ## How to fix
-- Keyset pagination.
--
-- ## False positives
-- Small offsets in a query that is slow for another reason.
--
-- ## Sources
-- PostgreSQL documentation, "LIMIT and OFFSET". pganalyze reports large offsets in plans.

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
          AND x.code ~ '\moffset (\$?[0-9]|\()'
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
