-- id          = "indexes-outweigh-table"
-- title       = "Indexes several times as large as their table"
-- severity    = "info"
-- object      = "table"
-- confidence  = "low"
-- reads       = ["indexes", "partition_ancestors", "tables"]
-- message     = "The indexes of {{ table_qualified }} take {{ index_bytes | bytes }}, {{ ratio }} times as much as its rows"
-- remediation = "Look for unused and redundant indexes, for wide keys, and for bloat: REINDEX INDEX CONCURRENTLY shows what an index needs."
-- since       = "0.1.0"
-- tags        = ["storage", "performance"]
-- [params.min_ratio]
-- default = 3.0
-- about   = "Indexes that take fewer times the table's size are not reported."
-- [params.min_bytes]
-- default = 104857600
-- about   = "Smaller tables, as VACUUM or ANALYZE noted them last, are not reported."
-- ---
-- ## What it does
-- Compares the size of all indexes of a table with that of its rows, TOAST left out. Partitions count for the table at
-- their top.
--
-- ## Why it matters
-- Cache and backups hold more index than data, and each write goes to many places.
--
-- ## How to fix
-- See remediation.
--
-- ## False positives
-- Narrow tables of keys, whose primary key and reverse index are each as large as the rows; tables whose long values
-- are in TOAST.
--
-- ## Sources
-- gather_report takes twice the table, from 2 MB on, which most tables of two integers exceed.

WITH tops AS MATERIALIZED (
    SELECT t.table_oid AS member_oid, COALESCE(r.table_oid, t.table_oid) AS table_oid, t.bytes
    FROM tables AS t
    LEFT JOIN (
        SELECT a.descendant_oid, x.table_oid
        FROM partition_ancestors AS a
        JOIN tables AS x ON x.table_oid = a.ancestor_oid AND NOT x.is_partition
    ) AS r ON r.descendant_oid = t.table_oid
    WHERE t.kind = 'table' AND t.row_estimate IS NOT NULL
), sizes AS (
    SELECT m.table_oid, sum(m.bytes) AS table_bytes, sum(COALESCE(i.bytes, 0)) AS index_bytes
    FROM tops AS m
    LEFT JOIN (
        SELECT x.table_oid, sum(x.bytes) AS bytes FROM indexes AS x GROUP BY x.table_oid
    ) AS i ON i.table_oid = m.member_oid
    GROUP BY m.table_oid
)
SELECT
    t.schema_name,
    t.qualified AS object_name,
    t.table_name,
    t.qualified AS table_qualified,
    s.table_bytes,
    s.index_bytes,
    round(s.index_bytes / s.table_bytes, 1) AS ratio
FROM sizes AS s
JOIN tables AS t ON t.table_oid = s.table_oid
CROSS JOIN params AS p
WHERE s.table_bytes >= p.min_bytes
  AND s.index_bytes >= p.min_ratio * s.table_bytes
