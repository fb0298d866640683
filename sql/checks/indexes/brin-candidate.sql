-- id          = "brin-candidate"
-- title       = "Large b-tree in the order of the rows"
-- severity    = "info"
-- object      = "index"
-- confidence  = "low"
-- reads       = ["column_statistics", "foreign_key_indexes", "indexes", "tables"]
-- message     = "{{ index_name }} on {{ table_qualified }} takes {{ bytes | bytes }}, although {{ column_name }} follows the order of the rows (correlation {{ correlation }}): a BRIN index would take some kilobytes"
-- remediation = "If its queries read ranges, create CREATE INDEX CONCURRENTLY ... USING brin ({{ column_name }}), compare, and drop the b-tree."
-- since       = "0.1.0"
-- tags        = ["storage", "performance"]
-- [params.min_bytes]
-- default = 1073741824
-- about   = "Smaller indexes are not reported."
-- [params.min_correlation]
-- default = 0.99
-- about   = "Correlation, without its sign, from which an index is reported."
-- ---
-- ## What it does
-- Looks for large b-tree indexes on one column of a date, timestamp or integer type whose values follow the physical
-- order of the rows. Those that are unique, partial, back a constraint or serve a foreign key are left out.
--
-- ## Why it matters
-- BRIN notes the smallest and largest value of each megabyte of the table: for ranges of time it excludes nearly
-- everything that a b-tree would, at a thousandth of the size and of the cost of writes.
--
-- ## How to fix
-- See remediation; the undo is the b-tree.
--
-- ## False positives
-- Look-ups of single values, ORDER BY with LIMIT, and tables with updates that scatter rows.
--
-- ## Sources
-- PostgreSQL documentation, "BRIN Indexes" and "pg_stats" (correlation).

WITH stats AS MATERIALIZED (
    -- On its own: conditions on statistics cannot be estimated, and loops would be nested for want of rows.
    SELECT s.table_oid, s.column_name, s.base_type, s.correlation
    FROM column_statistics AS s
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
    round(s.correlation::numeric, 2) AS correlation,
    i.bytes
FROM indexes AS i
JOIN stats AS s ON s.table_oid = i.table_oid AND s.column_name = i.key_columns[1]
CROSS JOIN params AS p
WHERE i.method = 'btree'
  AND i.is_usable
  AND cardinality(i.key_columns) = 1
  AND i.included_columns = '{}'
  AND NOT (i.is_unique OR i.is_partial OR i.is_clustered)
  AND i.bytes >= p.min_bytes
  AND abs(s.correlation) >= p.min_correlation
  AND s.base_type IN ('date', 'timestamp without time zone', 'timestamp with time zone', 'integer', 'bigint')
  AND NOT EXISTS (SELECT FROM serving AS f WHERE f.index_oid = i.index_oid)
