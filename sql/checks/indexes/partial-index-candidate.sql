-- id          = "partial-index-candidate"
-- title       = "Index that consists mostly of NULLs"
-- severity    = "info"
-- object      = "index"
-- confidence  = "medium"
-- reads       = ["column_statistics", "indexes"]
-- message     = "{{ index_name }} on {{ table_qualified }}: {{ column_name }} is NULL in {{ null_percent }} % of the rows, all of which the index holds{% if bytes %} in {{ bytes | bytes }}{% endif %}"
-- remediation = "Create it again WHERE {{ column_name }} IS NOT NULL, CONCURRENTLY, then drop this one, unless queries ask for IS NULL. A foreign key is served by the partial index too."
-- since       = "0.1.0"
-- tags        = ["storage", "performance"]
-- [params.min_rows]
-- default = 100000
-- about   = "Smaller tables, as last counted, are not reported."
-- [params.min_percent]
-- default = 50
-- about   = "Share of NULLs, in percent, from which an index is reported."
-- ---
-- ## What it does
-- Looks for b-tree indexes with one key column, neither unique nor partial, that is mostly NULL.
--
-- ## Why it matters
-- Entries for NULL are seldom looked for but are written, vacuumed and kept in cache like all others.
--
-- ## How to fix
-- See remediation. Comparing with = proves to the planner that the column is not NULL, so that queries need no change.
--
-- ## False positives
-- Queries for rows where the column IS NULL, or an ORDER BY on the whole table.
--
-- ## Sources
-- PostgreSQL documentation, "Partial Indexes". pgwatch takes 50 % and 100,000 rows, Ruby's extras 50 % and 1 MB.

WITH stats AS MATERIALIZED (
    -- On its own: conditions on statistics cannot be estimated, and loops would be nested for want of rows.
    SELECT s.table_oid, s.column_name, s.null_fraction, s.row_estimate
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
    round(100 * s.null_fraction::numeric) AS null_percent,
    i.bytes
FROM indexes AS i
JOIN stats AS s ON s.table_oid = i.table_oid AND s.column_name = i.key_columns[1]
CROSS JOIN params AS p
WHERE i.method = 'btree'
  AND i.is_usable
  AND cardinality(i.key_columns) = 1
  AND NOT (i.is_unique OR i.is_partial OR i.is_partition)
  AND s.row_estimate >= p.min_rows
  AND 100 * s.null_fraction >= p.min_percent
  AND s.null_fraction < 1
