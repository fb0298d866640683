-- id          = "uneven-partitions"
-- title       = "Partition that holds most of the rows"
-- severity    = "info"
-- object      = "table"
-- confidence  = "medium"
-- reads       = ["partitioned_tables", "partitions"]
-- message     = "{{ largest }} holds {{ share_percent }} % of the rows of {{ table_qualified }}, which has {{ partitions }} {{ strategy }} partitions"
-- remediation = "{% if strategy == 'hash' %}One value of the key is far more frequent than the others, or the key has few values: choose another key.{% else %}Divide the large partition into several.{% endif %}"
-- since       = "0.1.0"
-- tags        = ["performance"]
-- [params.min_rows]
-- default = 1000000
-- about   = "Tables with fewer rows in all partitions, as last counted, are not reported."
-- [params.min_partitions]
-- default = 4
-- about   = "Nor are tables with fewer partitions that hold rows."
-- [params.max_percent]
-- default = 80
-- about   = "Share of the rows, in percent, from which one partition is too large."
-- ---
-- ## What it does
-- Looks for partitioned tables one partition of which holds at least `max_percent` of the rows, or for hash partitions
-- twice the average. Partitions that are empty or were never counted do not count; subpartitions count with their
-- partition.
--
-- ## Why it matters
-- Partitioning that leaves all rows in one place costs planning time and gives nothing back: that partition is as slow
-- to vacuum, index and read as the table would be.
--
-- ## How to fix
-- Attach smaller partitions in the place of the large one.
--
-- ## False positives
-- A table in its first days; archives with one partition of old rows.
--
-- ## Sources
-- PostgreSQL documentation, "Table Partitioning", best practices.

WITH sized AS (
    SELECT
        p.parent_oid,
        count(*) FILTER (WHERE p.row_estimate > 0) AS partitions,
        sum(p.row_estimate) AS total,
        max(p.row_estimate) AS most,
        (array_agg(p.qualified ORDER BY p.row_estimate DESC NULLS LAST, p.qualified))[1] AS largest
    FROM partitions AS p
    GROUP BY p.parent_oid
)
SELECT
    t.schema_name,
    t.qualified AS object_name,
    t.table_name,
    t.qualified AS table_qualified,
    t.strategy,
    s.partitions,
    s.largest,
    round(100 * s.most / s.total) AS share_percent
FROM sized AS s
JOIN partitioned_tables AS t ON t.table_oid = s.parent_oid
CROSS JOIN params AS p
WHERE s.partitions >= p.min_partitions
  AND s.total >= p.min_rows
  AND CASE WHEN t.strategy = 'hash' THEN s.most > 2 * s.total / s.partitions
           ELSE 100 * s.most >= p.max_percent * s.total END
