-- id          = "write-without-condition"
-- title       = "UPDATE or DELETE of all rows, again and again"
-- severity    = "warning"
-- object      = "statement"
-- confidence  = "medium"
-- reads       = ["statement_codes", "statement_evidence", "statements"]
-- requires    = ["pg_stat_statements"]
-- identity    = ["statement_hash"]
-- message     = "{{ calls }} executions change {{ rows_each }} rows each, without any condition: {{ object_name }}"
-- remediation = "{% if is_delete %}Use TRUNCATE to empty a table.{% else %}Change only rows that become different: WHERE column IS DISTINCT FROM value.{% endif %}"
-- since       = "0.1.0"
-- tags        = ["performance"]
-- [params.min_calls]
-- default = 20
-- about   = "Executions from which a statement is reported."
-- [params.min_rows]
-- default = 100
-- about   = "Rows for each execution from which it is reported."
-- [params.max_statements]
-- default = 20
-- about   = "The statements that matter most are reported, so many."
-- ---
-- ## What it does
-- Looks for UPDATE and DELETE statements without WHERE that ran `min_calls` times and changed `min_rows` rows each.
-- Comments, strings and quoted names are not taken for SQL. Statements are those that pg_stat_statements has counted
-- in this database, for all roles.
--
-- ## Why it matters
-- Each row is written anew and leaves a dead one behind: the table doubles until VACUUM comes, and all of it goes
-- through the WAL.
--
-- ## How to fix
-- A condition, or TRUNCATE.
--
-- ## False positives
-- Small tables, and tables with one row.
--
-- ## Sources
-- PostgreSQL documentation, "Routine Vacuuming".

WITH found AS (
    SELECT
        s.query_id,
        s.statement,
        s.statement_hash,
        s.calls,
        round(s.rows::numeric / s.calls) AS rows_each,
        s.kind = 'delete' AS is_delete
    FROM statements AS s
    JOIN statement_codes AS x ON x.query_id = s.query_id
    CROSS JOIN params AS p
    WHERE s.counted_hours >= 1 AND s.calls >= p.min_calls
          AND s.rows >= s.calls * p.min_rows
          AND s.kind IN ('update', 'delete')
          AND x.code !~ '\m(where|join|using)\M'
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
    f.is_delete
FROM found AS f
UNION ALL
SELECT
    NULL, e.qualified, 'database', e.status, e.reason, e.advice, NULL, NULL, NULL, NULL, NULL
FROM statement_evidence AS e
WHERE e.status IS NOT NULL
