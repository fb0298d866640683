-- id          = "index-in-other-tablespace"
-- title       = "Index in another tablespace than its table"
-- severity    = "info"
-- object      = "index"
-- confidence  = "low"
-- reads       = ["indexes", "tables"]
-- message     = "{{ index_name }} lies in tablespace {{ index_tablespace }}, its table {{ table_qualified }} in {{ table_tablespace }}"
-- remediation = "Move the index if nobody put it there on purpose: ALTER INDEX {{ qualified }} SET TABLESPACE, which copies it under an exclusive lock; or REINDEX (TABLESPACE ...) CONCURRENTLY."
-- since       = "0.1.0"
-- tags        = ["storage"]
-- [params.max_percent]
-- default = 10
-- about   = "If more than this share of all indexes, in percent, lie elsewhere, that is a policy."
-- ---
-- ## What it does
-- Looks for indexes in another tablespace than their table, as long as these are exceptions in the database.
--
-- ## Why it matters
-- default_tablespace of the session that created it decided. The odd one out is on a slower or smaller disk, or is
-- forgotten when a disk is taken away.
--
-- ## How to fix
-- See remediation.
--
-- ## False positives
-- A few hot indexes on a faster disk.
--
-- ## Sources
-- PostgreSQL documentation, "Tablespaces" and default_tablespace. pg-utils ranks candidates for fast disks by their
-- reads, which needs knowledge of the disks.

WITH placed AS MATERIALIZED (
    SELECT
        i.*,
        COALESCE(i.tablespace_name, 'the default of the database') AS index_tablespace,
        COALESCE(t.tablespace_name, 'the default of the database') AS table_tablespace
    FROM indexes AS i
    JOIN tables AS t ON t.table_oid = i.table_oid
    WHERE NOT i.is_partitioned
), shares AS (
    SELECT 100 * count(*) FILTER (WHERE x.index_tablespace <> x.table_tablespace) AS elsewhere, count(*) AS total
    FROM placed AS x
)
SELECT
    x.schema_name,
    x.qualified AS object_name,
    x.qualified,
    x.index_name,
    x.table_name,
    x.table_qualified,
    x.index_tablespace,
    x.table_tablespace
FROM placed AS x
CROSS JOIN shares AS s
CROSS JOIN params AS p
WHERE x.index_tablespace <> x.table_tablespace
  AND s.elsewhere <= p.max_percent * s.total
