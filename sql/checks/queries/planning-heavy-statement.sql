-- id          = "planning-heavy-statement"
-- title       = "Statement that is planned longer than it runs"
-- severity    = "info"
-- object      = "statement"
-- confidence  = "medium"
-- reads       = ["statement_evidence", "statements"]
-- requires    = ["pg_stat_statements"]
-- identity    = ["statement_hash"]
-- message     = "{{ calls }} executions took {{ mean_ms }} ms on average, and planning took {{ planning_ms }} ms: {{ object_name }}"
-- remediation = "Prepare it (drivers can), and look for tables with very many partitions or indexes, and for views on views."
-- since       = "0.1.0"
-- tags        = ["performance"]
-- [params.min_calls]
-- default = 1000
-- about   = "Executions from which a statement is reported."
-- [params.min_ms]
-- default = 2
-- about   = "Milliseconds of planning from which it is reported."
-- [params.max_statements]
-- default = 20
-- about   = "The statements that matter most are reported, so many."
-- ---
-- ## What it does
-- Looks for statements whose planning takes `min_ms` on average and longer than their execution. Planning is counted
-- only with pg_stat_statements.track_planning; else the check finds nothing. Statements are those that
-- pg_stat_statements has counted in this database, for all roles.
--
-- ## Why it matters
-- Most of the time nothing is done for the user.
--
-- ## How to fix
-- Prepared statements keep a plan; fewer partitions and joins are planned faster.
--
-- ## False positives
-- Statements that are seldom run.
--
-- ## Sources
-- PostgreSQL documentation, "pg_stat_statements", total_plan_time.

WITH found AS (
    SELECT
        s.query_id,
        s.statement,
        s.statement_hash,
        s.calls,
        round(s.mean_ms::numeric, 1) AS mean_ms,
        round((s.planning_ms / s.calls)::numeric, 1) AS planning_ms
    FROM statements AS s
    CROSS JOIN params AS p
    WHERE s.counted_hours >= 1 AND s.calls >= p.min_calls
          AND s.planning_ms > s.total_ms
          AND s.planning_ms >= s.calls * p.min_ms
    ORDER BY s.planning_ms DESC, s.statement_hash
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
    f.planning_ms
FROM found AS f
UNION ALL
SELECT
    NULL, e.qualified, 'database', e.status, e.reason, e.advice, NULL, NULL, NULL, NULL, NULL
FROM statement_evidence AS e
WHERE e.status IS NOT NULL
