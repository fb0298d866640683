-- id          = "brin-on-unordered-column"
-- title       = "BRIN index on a column that does not follow the order of the rows"
-- severity    = "warning"
-- object      = "index"
-- confidence  = "medium"
-- identity    = ["column_name"]
-- reads       = ["column_statistics", "indexes", "tables"]
-- message     = "{{ index_name }} on {{ table_qualified }}: {{ column_name }} has a correlation of {{ correlation }} with the order of the rows, so that the index excludes next to nothing"
-- remediation = "Use a b-tree, or (from PostgreSQL 14 on) the operator class minmax_multi or bloom; or cluster the table by the column if it seldom changes."
-- since       = "0.1.0"
-- tags        = ["performance"]
-- [params.max_correlation]
-- default = 0.5
-- about   = "Correlation, without its sign, below which an index is reported."
-- [params.min_bytes]
-- default = 10485760
-- about   = "Smaller tables are not reported."
-- ---
-- ## What it does
-- Looks for BRIN indexes with a minmax operator class on columns whose physical order, as ANALYZE measured it, does not
-- follow their values.
--
-- ## Why it matters
-- BRIN keeps the smallest and largest value of each block range. If values are scattered, nearly every range contains
-- what is looked for, and the whole table is read.
--
-- ## How to fix
-- See remediation; build the new index CONCURRENTLY.
--
-- ## False positives
-- Most ranges are in order and a few are not, as after a bulk load of old rows.
--
-- ## Sources
-- PostgreSQL documentation, "BRIN Indexes" and "pg_stats" (correlation).

WITH stats AS MATERIALIZED (
    -- On its own: conditions on statistics cannot be estimated, and loops would be nested for want of rows.
    SELECT s.table_oid, s.column_name, s.correlation, s.n_distinct
    FROM column_statistics AS s
)
SELECT
    i.schema_name,
    i.qualified AS object_name,
    i.index_name,
    i.table_name,
    i.table_qualified,
    s.column_name,
    round(s.correlation::numeric, 2) AS correlation
FROM indexes AS i
JOIN tables AS t ON t.table_oid = i.table_oid
CROSS JOIN LATERAL unnest(i.key_columns, i.key_classes) AS k (name, class)
JOIN stats AS s ON s.table_oid = i.table_oid AND s.column_name = k.name
CROSS JOIN params AS p
WHERE i.method = 'brin'
  AND i.is_usable
  AND k.class ~ '_minmax_ops$'
  AND t.bytes >= p.min_bytes
  AND abs(s.correlation) < p.max_correlation
  AND s.n_distinct <> 1
