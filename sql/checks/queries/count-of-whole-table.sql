-- id          = "count-of-whole-table"
-- title       = "All rows of a table counted again and again"
-- severity    = "info"
-- object      = "statement"
-- confidence  = "medium"
-- reads       = ["statement_codes", "statement_evidence", "statements"]
-- requires    = ["pg_stat_statements"]
-- identity    = ["statement_hash"]
-- message     = "{{ calls }} executions of {{ mean_ms }} ms count all rows: {{ object_name }}"
-- remediation = "Show an estimate (reltuples of pg_class), or 'more than 1000' by counting the rows of a subquery with LIMIT."
-- since       = "0.1.0"
-- tags        = ["performance"]
-- [params.min_calls]
-- default = 20
-- about   = "Executions from which a statement is reported."
-- [params.min_ms]
-- default = 100
-- about   = "Milliseconds on average from which it is reported."
-- [params.max_statements]
-- default = 20
-- about   = "The statements that matter most are reported, so many."
-- ---
-- ## What it does
-- Looks for SELECT count(*) FROM a table without any condition that takes `min_ms` on average, after `min_calls`
-- executions. Statements are those that pg_stat_statements has counted in this database, for all roles.
--
-- ## Why it matters
-- PostgreSQL has to visit each row, or each entry of an index, because each transaction may see others. Mostly the
-- figure is for a line nobody reads.
--
-- ## How to fix
-- Estimates, or a counter kept by a trigger where it must be exact.
--
-- ## False positives
-- Monitoring that runs once an hour.
--
-- ## Sources
-- PostgreSQL documentation, "Aggregate Functions", on count.

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
          AND x.code ~ '^[( ]*select count ?\( ?\* ?\)( as [a-z_0-9]*| [a-z_0-9]+)? from( only)?[a-z_0-9. ]*$'
          AND x.code !~ '\m(where|join|limit)\M'
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
