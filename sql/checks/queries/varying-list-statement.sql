-- id          = "varying-list-statement"
-- title       = "One statement counted as many, for the length of a list"
-- severity    = "info"
-- object      = "statement"
-- confidence  = "high"
-- reads       = ["statement_codes", "statement_evidence", "statements"]
-- requires    = ["pg_stat_statements"]
-- identity    = ["shape_hash"]
-- message     = "{{ variants }} statements differ only in the length of a list, and {{ calls }} executions are spread over them: {{ object_name }}"
-- remediation = "Pass the list as one array parameter: column = ANY ($1). For inserts: SELECT ... FROM unnest($1, $2), or batches of one length."
-- since       = "0.1.0"
-- tags        = ["operation", "performance"]
-- [params.min_variants]
-- default = 20
-- about   = "Statements from which a group is reported."
-- ---
-- ## What it does
-- Puts together the texts that pg_stat_statements keeps apart only for the number of parameters in lists such as IN
-- ($1, $2, $3) or of rows in VALUES, and reports groups of `min_variants`. PostgreSQL 18 puts most of them together
-- itself.
--
-- ## Why it matters
-- Each length takes a place in pg_stat_statements, pushes others out, and none of them looks important; plans are
-- prepared for each length, too.
--
-- ## How to fix
-- Arrays.
--
-- ## False positives
-- None known.
--
-- ## Sources
-- PostgreSQL documentation, "pg_stat_statements".

WITH shapes AS (
    SELECT s.statement, s.statement_hash, s.calls, s.total_ms, x.code,
           regexp_replace(
               regexp_replace(x.code, '\( ?\$[0-9]+( ?, ?\$[0-9]+)* ?\)', '(list)', 'g'),
               '\(list\)( ?, ?\(list\))+', '(list)', 'g') AS shape
    FROM statements AS s
    JOIN statement_codes AS x ON x.query_id = s.query_id
    WHERE x.code LIKE '%($%' AND s.counted_hours >= 1
), found AS (
    SELECT (array_agg(h.statement ORDER BY length(h.code), h.statement_hash))[1] AS statement, md5(h.shape) AS shape_hash,
           count(*) AS variants, sum(h.calls) AS calls, round(sum(h.total_ms)) AS total_ms
    FROM shapes AS h
    CROSS JOIN params AS p
    GROUP BY h.shape, p.min_variants
    HAVING count(*) >= p.min_variants
)
SELECT
    NULL AS schema_name,
    f.statement AS object_name,
    NULL AS object_kind,
    NULL AS status,
    NULL AS message,
    NULL AS remediation,
    f.shape_hash,
    f.variants,
    f.calls,
    f.total_ms
FROM found AS f
UNION ALL
SELECT
    NULL, e.qualified, 'database', e.status, e.reason, e.advice, NULL, NULL, NULL, NULL
FROM statement_evidence AS e
WHERE e.status IS NOT NULL
