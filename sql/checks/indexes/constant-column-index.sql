-- id          = "constant-column-index"
-- title       = "Index on a column with one value"
-- severity    = "info"
-- object      = "index"
-- confidence  = "medium"
-- reads       = ["column_statistics", "foreign_key_indexes", "indexes"]
-- message     = "{{ index_name }} on {{ table_qualified }}: {{ column_name }} is {% if is_all_null %}NULL{% else %}the same{% endif %} in every row that ANALYZE saw{% if bytes %}; the index takes {{ bytes | bytes }}{% endif %}"
-- remediation = "Drop it until the column is used, or make it partial so that it holds the exceptions only."
-- since       = "0.1.0"
-- tags        = ["performance", "storage"]
-- [params.min_rows]
-- default = 10000
-- about   = "Smaller tables, as last counted, are not reported."
-- ---
-- ## What it does
-- Looks for b-tree and hash indexes whose only key column was the same, or NULL, in all rows that ANALYZE sampled.
-- Unique and partial indexes and those that serve a foreign key are left out.
--
-- ## Why it matters
-- Nothing can be found by it. Mostly the column belongs to a feature that nobody uses, or stands for a tenant of which
-- there is one.
--
-- ## How to fix
-- Drop it with CONCURRENTLY; the undo creates it again.
--
-- ## False positives
-- A queue whose few unfinished rows are seldom seen by ANALYZE.
--
-- ## Sources
-- PostgreSQL documentation, "pg_stats" (n_distinct, null_frac).

WITH stats AS MATERIALIZED (
    -- On its own: conditions on statistics cannot be estimated, and loops would be nested for want of rows.
    SELECT s.table_oid, s.column_name, s.n_distinct, s.null_fraction, s.row_estimate
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
    s.null_fraction = 1 AS is_all_null,
    i.bytes,
    i.drop_sql AS fix_sql,
    i.create_sql AS undo_sql
FROM indexes AS i
JOIN stats AS s ON s.table_oid = i.table_oid AND s.column_name = i.key_columns[1]
CROSS JOIN params AS p
WHERE i.method IN ('btree', 'hash')
  AND i.is_usable
  AND cardinality(i.key_columns) = 1
  AND NOT (i.is_unique OR i.is_partial OR i.is_exclusion OR i.is_partition OR i.is_clustered)
  AND s.row_estimate >= p.min_rows
  AND (s.null_fraction = 1 OR (s.n_distinct = 1 AND s.null_fraction = 0))
  AND NOT EXISTS (SELECT FROM serving AS x WHERE x.index_oid = i.index_oid)
