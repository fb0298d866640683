-- id          = "low-cardinality-index"
-- title       = "Index on a column with a handful of values"
-- severity    = "info"
-- object      = "index"
-- confidence  = "medium"
-- reads       = ["column_statistics", "foreign_key_indexes", "indexes"]
-- message     = "{{ index_name }} on {{ table_qualified }}: {{ column_name }} has {{ distinct_values }} values, the rarest in {{ rarest_percent }} % of the rows{% if bytes %}; the index takes {{ bytes | bytes }}{% endif %}"
-- remediation = "Drop it, or put a column that queries filter or sort by behind this one."
-- since       = "0.1.0"
-- tags        = ["performance", "storage"]
-- [params.min_rows]
-- default = 100000
-- about   = "Smaller tables, as last counted, are not reported."
-- [params.max_values]
-- default = 20
-- about   = "Columns with more different values are not reported."
-- [params.min_percent]
-- default = 5
-- about   = "Share of the rows, in percent, that the rarest value must have: a rare one is worth an index."
-- ---
-- ## What it does
-- Looks for b-tree and hash indexes with one key column and nothing else that has at most `max_values` values, all of
-- them frequent, and spread over the table. Unique and partial indexes, those that serve a foreign key, and columns
-- whose order follows that of the rows are left out.
--
-- ## Why it matters
-- A query for any of the values has to read a large part of the table's pages anyway, so that the planner prefers to
-- read the table. The index is written with every row nevertheless.
--
-- ## How to fix
-- Drop it with CONCURRENTLY, or create the wider index first.
--
-- ## False positives
-- Index-only counts and DISTINCT over the column; several such indexes that a bitmap scan combines.
--
-- ## Sources
-- PostgreSQL documentation, "Combining Multiple Indexes" and "pg_stats".

WITH stats AS MATERIALIZED (
    -- On its own: conditions on statistics cannot be estimated, and loops would be nested for want of rows.
    SELECT s.table_oid, s.column_name, s.common_frequencies, s.correlation, s.distinct_values, s.n_distinct, s.row_estimate
    FROM column_statistics AS s
    CROSS JOIN params AS p
    WHERE s.row_estimate >= p.min_rows
), serving AS MATERIALIZED (
    SELECT DISTINCT f.index_oid FROM foreign_key_indexes AS f
)
SELECT
    i.schema_name,
    i.qualified AS object_name,
    i.index_name,
    i.table_name,
    i.table_qualified,
    s.column_name,
    s.distinct_values,
    round(100 * f.rarest::numeric, 1) AS rarest_percent,
    i.bytes
FROM indexes AS i
JOIN stats AS s ON s.table_oid = i.table_oid AND s.column_name = i.key_columns[1]
CROSS JOIN LATERAL (SELECT min(u.share) AS rarest FROM unnest(s.common_frequencies) AS u (share)) AS f
CROSS JOIN params AS p
WHERE i.method IN ('btree', 'hash')
  AND i.is_usable
  AND cardinality(i.key_columns) = 1
  AND i.included_columns = '{}'
  AND NOT (i.is_unique OR i.is_partial OR i.is_exclusion OR i.is_partition OR i.is_clustered)
  AND s.row_estimate >= p.min_rows
  AND s.n_distinct BETWEEN 2 AND p.max_values
  AND cardinality(s.common_frequencies) = s.n_distinct
  AND 100 * f.rarest >= p.min_percent
  AND abs(COALESCE(s.correlation, 0)) < 0.9
  AND NOT EXISTS (SELECT FROM serving AS x WHERE x.index_oid = i.index_oid)
