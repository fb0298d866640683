-- id          = "costly-index-on-busy-table"
-- title       = "Large GIN or GiST index on a table that is written all the time"
-- severity    = "info"
-- object      = "index"
-- confidence  = "medium"
-- reads       = ["indexes", "statistics_age", "table_activity"]
-- message     = "{{ index_name }} ({{ method }}, {{ bytes | bytes }}) is on {{ table_qualified }}, which takes {{ share_percent }} % of all writes of the database"
-- remediation = "Measure what inserts cost with and without it; think of a partial index, fewer columns, fastupdate for GIN, or of a search table that is filled in batches."
-- since       = "0.1.0"
-- tags        = ["performance"]
-- [params.min_days]
-- default = 14
-- about   = "Days that usage must have been counted for."
-- [params.min_share_percent]
-- default = 10.0
-- about   = "Share of the database's row writes, in percent, from which a table is busy."
-- [params.min_writes]
-- default = 1000000
-- about   = "Rows written since usage is counted, below which nothing is reported."
-- [params.min_bytes]
-- default = 104857600
-- about   = "Smaller indexes are not reported."
-- ---
-- ## What it does
-- Looks for large indexes of methods other than b-tree, hash and BRIN on tables that take a large share of all rows
-- inserted and updated in the database.
--
-- ## Why it matters
-- A row makes one entry in a b-tree, but dozens in a GIN index, and GiST pages are expensive to split: such an index
-- can be most of what a write costs.
--
-- ## How to fix
-- See remediation.
--
-- ## False positives
-- The searches are worth it.
--
-- ## Sources
-- PostgreSQL documentation, "GIN Tips and Tricks". pgx_scripts takes 2 % of the writes and 100 MB.

WITH age AS MATERIALIZED (
    SELECT
        a.qualified,
        extract(epoch FROM now() - a.counted_since) / 86400 AS days,
        extract(epoch FROM now() - a.counted_since) / 86400 < p.min_days AS is_short
    FROM statistics_age AS a
    CROSS JOIN params AS p
), writes AS MATERIALIZED (
    SELECT
        y.table_oid,
        y.inserted + y.updated - y.hot_updated AS rows,
        sum(y.inserted + y.updated - y.hot_updated) OVER () AS total
    FROM table_activity AS y
)
SELECT
    NULL AS schema_name,
    a.qualified AS object_name,
    'database' AS object_kind,
    'insufficient_evidence' AS status,
    format('Usage has been counted for %s days only; costly-index-on-busy-table waits for %s', floor(a.days), p.min_days)
        AS message,
    'Run the check again later. Usage counts from the last reset of the statistics, or else from the start of the server.'
        AS remediation,
    NULL AS index_name,
    NULL AS table_name,
    NULL AS table_qualified,
    NULL AS method,
    NULL::numeric AS share_percent,
    NULL::bigint AS bytes
FROM age AS a
CROSS JOIN params AS p
WHERE a.is_short
UNION ALL
SELECT
    i.schema_name,
    i.qualified,
    NULL,
    NULL,
    NULL,
    NULL,
    i.index_name,
    i.table_name,
    i.table_qualified,
    i.method,
    round(100 * w.rows / w.total),
    i.bytes
FROM indexes AS i
JOIN writes AS w ON w.table_oid = i.table_oid
CROSS JOIN params AS p
WHERE NOT (SELECT s.is_short FROM age AS s)
  AND i.method NOT IN ('btree', 'hash', 'brin')
  AND i.bytes >= p.min_bytes
  AND w.rows >= p.min_writes
  AND 100 * w.rows >= p.min_share_percent * w.total
