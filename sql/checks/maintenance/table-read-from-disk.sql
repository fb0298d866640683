-- id          = "table-read-from-disk"
-- title       = "Table that causes most reads of the database"
-- severity    = "info"
-- object      = "table"
-- confidence  = "low"
-- reads       = ["statistics_age", "table_reads"]
-- message     = "{{ table_name }} and its indexes cause {{ share }} % of all block reads of this database, with {{ percent }} % of hits"
-- remediation = "Look at the statements that read it, and at sequential scans of it; an index, or partitions of which few are in use, keep it in the cache."
-- since       = "0.1.0"
-- tags        = ["performance"]
-- [params.min_hours]
-- default = 24
-- about   = "Hours that reads must have been counted for."
-- [params.min_reads]
-- default = 10000000
-- about   = "Block reads of all tables that must have been counted."
-- [params.min_share]
-- default = 50
-- about   = "Percent of all reads from which a table is reported."
-- [params.min_percent]
-- default = 95
-- about   = "Percent of hits that is good enough."
-- ---
-- ## What it does
-- Adds up the blocks of each table of a thousand blocks or more, its indexes and its TOAST table that were not in
-- shared buffers, and looks for tables with `min_share` of all reads and less than `min_percent` of hits. If counters
-- are younger than `min_hours`, the check says `insufficient_evidence`.
--
-- ## Why it matters
-- One such table pushes the blocks of all others out of the cache.
--
-- ## How to fix
-- An index for the statements that read all of the table, or partitions of which few are in use. Whatever else is
-- cached, this table decides.
--
-- ## False positives
-- A bulk load, a dump or an index build a short while ago.
--
-- ## Sources
-- PostgreSQL documentation, "pg_statio_all_tables".

WITH counted AS MATERIALIZED (
    SELECT r.*, sum(r.reads) OVER () AS all_reads FROM table_reads AS r
), age AS (
    SELECT x.hours, x.hours < p.min_hours AS is_short
    FROM (SELECT extract(epoch FROM now() - s.counted_since) / 3600 AS hours FROM statistics_age AS s) AS x
    CROSS JOIN params AS p
)
SELECT
    c.schema_name,
    c.qualified AS object_name,
    NULL AS object_kind,
    NULL AS status,
    NULL AS message,
    NULL AS remediation,
    c.table_name,
    round(100.0 * c.reads / c.all_reads) AS share,
    round(100.0 * c.hits / (c.hits + c.reads), 1) AS percent,
    c.reads,
    c.bytes
FROM counted AS c
CROSS JOIN params AS p
CROSS JOIN age AS a
WHERE c.all_reads >= p.min_reads AND c.reads * 100 >= c.all_reads * p.min_share
  AND c.hits * 100.0 < (c.hits + c.reads) * p.min_percent
  AND NOT a.is_short
UNION ALL
SELECT
    NULL, NULL, 'database', 'insufficient_evidence',
    format('Reads have been counted for %s hours only; table-read-from-disk waits for %s', round(a.hours), p.min_hours),
    'Run the check again later.', NULL, NULL, NULL, NULL, NULL
FROM age AS a
CROSS JOIN params AS p
WHERE a.is_short AND EXISTS (SELECT FROM counted AS c WHERE c.all_reads >= p.min_reads)
