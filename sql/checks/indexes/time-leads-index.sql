-- id          = "time-leads-index"
-- title       = "Composite index that begins with a timestamp"
-- severity    = "info"
-- object      = "index"
-- confidence  = "low"
-- reads       = ["column_statistics", "indexes"]
-- message     = "{{ index_name }} on {{ table_qualified }} begins with {{ column_name }}, in which almost every value is different: the columns behind it narrow nothing"
-- remediation = "Put the columns that queries compare with = first and the timestamp last, unless queries name the timestamp alone."
-- since       = "0.1.0"
-- tags        = ["performance"]
-- [params.min_rows]
-- default = 100000
-- about   = "Smaller tables, as last counted, are not reported."
-- ---
-- ## What it does
-- Looks for b-tree indexes of several columns, not unique, that begin with a timestamp of which at least a tenth of the
-- values differ. Dates are left out, as they repeat.
--
-- ## Why it matters
-- Timestamps are mostly compared by range. Within a range the tree is sorted by time, so that all of the range has to
-- be read for a customer's few rows; with the customer first, only those are.
--
-- ## How to fix
-- Create the index in the other order CONCURRENTLY, compare, then drop this one.
--
-- ## False positives
-- Queries by time alone, for which the further columns only spare a visit of the table.
--
-- ## Sources
-- PostgreSQL documentation, "Multicolumn Indexes". pg-index-health reports every timestamp that is not last.

WITH stats AS MATERIALIZED (
    -- On its own: conditions on statistics cannot be estimated, and loops would be nested for want of rows.
    SELECT s.table_oid, s.column_name, s.base_type, s.distinct_values, s.row_estimate
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
    array_to_string(i.key_texts, ', ') AS key
FROM indexes AS i
JOIN stats AS s ON s.table_oid = i.table_oid AND s.column_name = i.key_columns[1]
CROSS JOIN params AS p
WHERE i.method = 'btree'
  AND i.is_usable
  AND cardinality(i.key_columns) > 1
  AND NOT (i.is_unique OR i.is_partition)
  AND s.base_type IN ('timestamp without time zone', 'timestamp with time zone')
  AND s.row_estimate >= p.min_rows
  AND s.distinct_values >= 0.1 * s.row_estimate
