-- id          = "hash-index-on-few-values"
-- title       = "Hash index on a column with few values"
-- severity    = "info"
-- object      = "index"
-- confidence  = "medium"
-- reads       = ["column_statistics", "indexes"]
-- message     = "{{ index_name }} on {{ table_qualified }} is a hash index, but {{ column_name }} has only {{ distinct_values }} values"
-- remediation = "Use a b-tree, which stores each value once and keeps its rows together; or no index, if each value is frequent."
-- since       = "0.1.0"
-- tags        = ["performance", "storage"]
-- [params.min_rows]
-- default = 10000
-- about   = "Smaller tables, as last counted, are not reported."
-- [params.max_values]
-- default = 100
-- about   = "Columns with more different values are not reported."
-- ---
-- ## What it does
-- Looks for hash indexes on a column with at most `max_values` different values.
--
-- ## Why it matters
-- All rows of one value lie in one bucket with a long chain of overflow pages: inserts and look-ups walk the chain, and
-- the index is larger than a b-tree, which deduplicates equal keys.
--
-- ## How to fix
-- Create the b-tree CONCURRENTLY, then drop this one.
--
-- ## False positives
-- None known.
--
-- ## Sources
-- PostgreSQL documentation, "Hash Indexes": best for unique or nearly unique data.

WITH stats AS MATERIALIZED (
    -- On its own: conditions on statistics cannot be estimated, and loops would be nested for want of rows.
    SELECT s.table_oid, s.column_name, s.n_distinct, s.row_estimate
    FROM column_statistics AS s
    CROSS JOIN params AS p
    WHERE s.row_estimate >= p.min_rows
)
SELECT
    i.schema_name,
    i.qualified AS object_name,
    i.index_name,
    i.table_name,
    i.table_qualified,
    s.column_name,
    s.n_distinct AS distinct_values
FROM indexes AS i
JOIN stats AS s ON s.table_oid = i.table_oid AND s.column_name = i.key_columns[1]
CROSS JOIN params AS p
WHERE i.method = 'hash'
  AND i.is_usable
  AND NOT (i.is_partition OR i.is_partial OR i.is_exclusion)
  AND s.row_estimate >= p.min_rows
  AND s.n_distinct BETWEEN 1 AND p.max_values
