-- id          = "dominant-statement"
-- title       = "Statement that takes a large part of all time"
-- severity    = "info"
-- object      = "statement"
-- confidence  = "medium"
-- reads       = ["statement_evidence", "statements"]
-- requires    = ["pg_stat_statements"]
-- identity    = ["statement_hash"]
-- message     = "One statement takes {{ percent }} % of the time of all: {{ calls }} executions of {{ mean_ms }} ms: {{ object_name }}"
-- remediation = "Make it faster, or run it less often: nothing else in this database is worth more."
-- since       = "0.1.0"
-- tags        = ["performance"]
-- [params.min_percent]
-- default = 30
-- about   = "Percent of all time from which a statement is reported."
-- [params.min_minutes]
-- default = 10
-- about   = "Execution time of all statements, in minutes, that must have been counted."
-- [params.max_statements]
-- default = 20
-- about   = "The statements that matter most are reported, so many."
-- ---
-- ## What it does
-- Looks for statements with `min_percent` of the execution time of all statements, if that is `min_minutes` at least.
-- Statements are those that pg_stat_statements has counted in this database, for all roles.
--
-- ## Why it matters
-- The server works for it alone a third of the time. If it is made twice as fast, a sixth of the machine is free.
--
-- ## How to fix
-- dbarch.suggest_indexes(), a cache in the application, or a materialized view.
--
-- ## False positives
-- A server that exists for this statement.
--
-- ## Sources
-- PostgreSQL documentation, "pg_stat_statements". postgres-checkup reports more than 30 %, ruby-pg-extras 33 %.

WITH found AS (
    SELECT
        s.query_id,
        s.statement,
        s.statement_hash,
        s.calls,
        round((100 * s.total_ms / s.all_ms)::numeric) AS percent,
        round(s.mean_ms::numeric, 1) AS mean_ms
    FROM statements AS s
    CROSS JOIN params AS p
    WHERE s.counted_hours >= 1 AND s.all_ms >= p.min_minutes * 60000
          AND s.total_ms * 100 >= s.all_ms * p.min_percent
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
    f.percent,
    f.mean_ms
FROM found AS f
UNION ALL
SELECT
    NULL, e.qualified, 'database', e.status, e.reason, e.advice, NULL, NULL, NULL, NULL, NULL
FROM statement_evidence AS e
WHERE e.status IS NOT NULL
