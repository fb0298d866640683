-- id          = "repeated-lookup"
-- title       = "Very many executions of one small query"
-- severity    = "info"
-- object      = "statement"
-- confidence  = "low"
-- reads       = ["statement_evidence", "statements"]
-- requires    = ["pg_stat_statements"]
-- identity    = ["statement_hash"]
-- message     = "{{ hourly }} executions an hour, {{ percent }} % of all, fetch {{ rows_each }} rows each: {{ object_name }}"
-- remediation = "See whether the application asks for rows of a list one by one: a join, = ANY (array) or eager loading of the framework fetches them at once."
-- since       = "0.1.0"
-- tags        = ["performance"]
-- [params.min_hourly]
-- default = 100000
-- about   = "Executions an hour from which a statement is reported."
-- [params.min_percent]
-- default = 25
-- about   = "Percent of all executions from which it is reported."
-- [params.max_ms]
-- default = 2
-- about   = "Milliseconds on average up to which it is reported."
-- [params.max_statements]
-- default = 20
-- about   = "The statements that matter most are reported, so many."
-- ---
-- ## What it does
-- Looks for a SELECT that is `min_percent` of all executions, runs `min_hourly` times an hour, takes at most `max_ms`
-- on average and fetches at most two rows. Statements are those that pg_stat_statements has counted in this database,
-- for all roles.
--
-- ## Why it matters
-- Each execution is quick, but the way to the server and back takes as long again, and the page of the application
-- waits for hundreds of them.
--
-- ## How to fix
-- Fetch sets instead of rows; cache what seldom changes.
--
-- ## False positives
-- Look-ups by key from independent requests are what a database is for.
--
-- ## Sources
-- PostgreSQL documentation, "pg_stat_statements". pgFirstAid reports 5000 calls of up to 2 ms and 2 rows.

WITH found AS (
    SELECT
        s.query_id,
        s.statement,
        s.statement_hash,
        s.calls,
        round((s.calls / s.counted_hours)::numeric) AS hourly,
        round(100 * s.calls / s.all_calls) AS percent,
        round(s.rows::numeric / s.calls, 1) AS rows_each
    FROM statements AS s
    CROSS JOIN params AS p
    WHERE s.counted_hours >= 1 AND s.kind = 'select'
          AND s.calls / s.counted_hours >= p.min_hourly
          AND s.calls * 100 >= s.all_calls * p.min_percent
          AND s.mean_ms <= p.max_ms
          AND s.rows <= s.calls * 2
    ORDER BY s.calls DESC, s.statement_hash
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
    f.hourly,
    f.percent,
    f.rows_each
FROM found AS f
UNION ALL
SELECT
    NULL, e.qualified, 'database', e.status, e.reason, e.advice, NULL, NULL, NULL, NULL, NULL, NULL
FROM statement_evidence AS e
WHERE e.status IS NOT NULL
