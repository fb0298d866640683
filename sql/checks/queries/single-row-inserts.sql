-- id          = "single-row-inserts"
-- title       = "Rows inserted one by one"
-- severity    = "info"
-- object      = "statement"
-- confidence  = "low"
-- reads       = ["statement_evidence", "statements"]
-- requires    = ["pg_stat_statements"]
-- identity    = ["statement_hash"]
-- message     = "{{ hourly }} executions an hour, {{ percent }} % of all, insert one row each: {{ object_name }}"
-- remediation = "Insert many rows with one statement (VALUES lists, unnest() of arrays) or with COPY, and commit them together."
-- since       = "0.1.0"
-- tags        = ["performance"]
-- [params.min_hourly]
-- default = 100000
-- about   = "Executions an hour from which a statement is reported."
-- [params.min_percent]
-- default = 25
-- about   = "Percent of all executions from which it is reported."
-- [params.max_statements]
-- default = 20
-- about   = "The statements that matter most are reported, so many."
-- ---
-- ## What it does
-- Looks for an INSERT that is `min_percent` of all executions, runs `min_hourly` times an hour and inserts one row.
-- Statements are those that pg_stat_statements has counted in this database, for all roles.
--
-- ## Why it matters
-- For each row the statement travels to the server, and, with a transaction of its own, waits for the disk at commit.
-- Batches of a hundred are ten times as fast.
--
-- ## How to fix
-- Batches of the driver often do it without a change of the program.
--
-- ## False positives
-- Events that come in one by one from many clients.
--
-- ## Sources
-- PostgreSQL documentation, "Populating a Database".

WITH found AS (
    SELECT
        s.query_id,
        s.statement,
        s.statement_hash,
        s.calls,
        round((s.calls / s.counted_hours)::numeric) AS hourly,
        round(100 * s.calls / s.all_calls) AS percent
    FROM statements AS s
    CROSS JOIN params AS p
    WHERE s.counted_hours >= 1 AND s.kind = 'insert'
          AND s.calls / s.counted_hours >= p.min_hourly
          AND s.calls * 100 >= s.all_calls * p.min_percent
          AND s.rows <= s.calls
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
    f.percent
FROM found AS f
UNION ALL
SELECT
    NULL, e.qualified, 'database', e.status, e.reason, e.advice, NULL, NULL, NULL, NULL, NULL
FROM statement_evidence AS e
WHERE e.status IS NOT NULL
