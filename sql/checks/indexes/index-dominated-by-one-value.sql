-- id          = "index-dominated-by-one-value"
-- title       = "Index in which one value is nearly every row"
-- severity    = "info"
-- object      = "index"
-- confidence  = "medium"
-- reads       = ["column_statistics", "indexes"]
-- message     = "{{ index_name }} on {{ table_qualified }}: one value of {{ column_name }} is in {{ share_percent }} % of the rows, and nobody finds those by an index{% if bytes %}; it takes {{ bytes | bytes }}{% endif %}"
-- remediation = "Create it again for the other values only (WHERE {{ column_name }} <> that value), CONCURRENTLY, then drop this one; queries must then name one of the others as a constant."
-- since       = "0.1.0"
-- tags        = ["storage", "performance"]
-- [params.min_rows]
-- default = 100000
-- about   = "Smaller tables, as last counted, are not reported."
-- [params.min_percent]
-- default = 90
-- about   = "Share of the most frequent value, in percent, from which an index is reported."
-- ---
-- ## What it does
-- Looks for b-tree indexes with one key column, neither unique nor partial, of which one value is in at least
-- `min_percent` of the rows, while there are others.
--
-- ## Why it matters
-- Typical of status columns: what is finished is nearly everything, what is open is looked for. A partial index on what
-- is open has a hundredth of the size.
--
-- ## How to fix
-- See remediation.
--
-- ## False positives
-- Queries that pass the value as a parameter of a generic plan, which cannot use the partial index.
--
-- ## Sources
-- PostgreSQL documentation, "Partial Indexes", examples 11.1 and 11.2.

WITH stats AS MATERIALIZED (
    -- On its own: conditions on statistics cannot be estimated, and loops would be nested for want of rows.
    SELECT s.table_oid, s.column_name, s.base_type, s.common_frequencies, s.n_distinct, s.null_fraction, s.row_estimate
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
    round(100 * s.common_frequencies[1]::numeric) AS share_percent,
    i.bytes
FROM indexes AS i
JOIN stats AS s ON s.table_oid = i.table_oid AND s.column_name = i.key_columns[1]
CROSS JOIN params AS p
WHERE i.method = 'btree'
  AND i.is_usable
  AND cardinality(i.key_columns) = 1
  AND NOT (i.is_unique OR i.is_partial OR i.is_partition)
  AND s.row_estimate >= p.min_rows
  AND 100 * s.common_frequencies[1] >= p.min_percent
  AND (s.n_distinct <> 1 OR s.null_fraction > 0)
  -- A plain boolean is another check's.
  AND s.base_type <> 'boolean'
