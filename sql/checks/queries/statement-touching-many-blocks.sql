-- id          = "statement-touching-many-blocks"
-- title       = "Statement that looks at very many blocks for few rows"
-- severity    = "info"
-- object      = "statement"
-- confidence  = "medium"
-- reads       = ["statement_codes", "statement_evidence", "statements"]
-- requires    = ["pg_stat_statements"]
-- identity    = ["statement_hash"]
-- message     = "Each of {{ calls }} executions looks at {{ bytes | bytes }} in shared buffers for {{ rows_each }} rows: {{ object_name }}"
-- remediation = "Look at its plan for rows that are removed by a filter: an index on that condition reads only what is needed."
-- since       = "0.1.0"
-- tags        = ["performance"]
-- [params.min_calls]
-- default = 20
-- about   = "Executions from which a statement is reported."
-- [params.min_blocks]
-- default = 10000
-- about   = "Blocks for each execution from which it is reported."
-- [params.min_blocks_per_row]
-- default = 100
-- about   = "Blocks for each row from which it is reported."
-- [params.max_statements]
-- default = 20
-- about   = "The statements that matter most are reported, so many."
-- ---
-- ## What it does
-- Looks for statements that touch `min_blocks` blocks for each execution, cached or not, and more than
-- `min_blocks_per_row` for each row that they return or change. Aggregates, which return few rows of many, are left
-- out where the text shows one. Statements are those that pg_stat_statements has counted in this database, for all
-- roles.
--
-- ## Why it matters
-- Blocks in the cache are quick to reach, but a million of them still take a second of a processor, and the statement
-- looks fast as long as nothing else runs.
--
-- ## How to fix
-- dbarch.suggest_indexes().
--
-- ## False positives
-- Aggregates inside of functions or views.
--
-- ## Sources
-- PostgreSQL documentation, "pg_stat_statements", shared_blks_hit.

WITH found AS (
    SELECT
        s.query_id,
        s.statement,
        s.statement_hash,
        s.calls,
        (s.shared_hits + s.shared_reads) * s.block_size / s.calls AS bytes,
        round(s.rows::numeric / s.calls, 1) AS rows_each
    FROM statements AS s
    JOIN statement_codes AS x ON x.query_id = s.query_id
    CROSS JOIN params AS p
    WHERE s.counted_hours >= 1 AND s.calls >= p.min_calls
          AND s.shared_hits + s.shared_reads >= p.min_blocks * s.calls
          AND s.shared_hits + s.shared_reads >= p.min_blocks_per_row * s.rows
          AND x.code !~ '\m(count|sum|avg|min|max|array_agg|string_agg|json_agg|jsonb_agg|jsonb_object_agg|group by)\M'
    ORDER BY s.shared_hits + s.shared_reads DESC, s.statement_hash
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
    f.bytes,
    f.rows_each
FROM found AS f
UNION ALL
SELECT
    NULL, e.qualified, 'database', e.status, e.reason, e.advice, NULL, NULL, NULL, NULL, NULL
FROM statement_evidence AS e
WHERE e.status IS NOT NULL
