-- id          = "table-size-limit"
-- title       = "Table close to the largest size of a table"
-- severity    = "warning"
-- object      = "table"
-- reads       = ["tables"]
-- message     = "{{ table_name }} has {{ pages }} of the 4294967294 blocks that a table can have, {{ bytes | bytes }}"
-- remediation = "Partition it: attach the table as a partition of a new partitioned table, and let new rows go to others."
-- since       = "0.1.0"
-- tags        = ["availability"]
-- [params.min_percent]
-- default = 50
-- about   = "Percent of the limit from which a table is reported."
-- [params.error_percent]
-- default = 85
-- about   = "Percent from which it is an `error`."
-- ---
-- ## What it does
-- Compares the blocks of each table, as VACUUM or ANALYZE last counted them, with the limit of 2^32 - 2 blocks, 32 TB
-- with blocks of 8 kB.
--
-- ## Why it matters
-- At the limit inserts fail. Long before, VACUUM of the table takes days.
--
-- ## How to fix
-- Partition by time or by tenant.
--
-- ## False positives
-- None known.
--
-- ## Sources
-- PostgreSQL documentation, "PostgreSQL Limits".

SELECT
    t.schema_name,
    t.qualified AS object_name,
    t.table_name,
    t.pages,
    t.bytes,
    CASE WHEN t.pages >= 4294967294 / 100 * p.error_percent THEN 'error' END AS severity
FROM (SELECT x.schema_name, x.qualified, x.table_name, x.block_size,
             -- The catalog stores an unsigned number in a signed column.
             CASE WHEN x.pages < 0 THEN x.pages + 4294967296 ELSE x.pages END AS pages,
             CASE WHEN x.pages < 0 THEN x.pages + 4294967296 ELSE x.pages END * x.block_size AS bytes
      FROM tables AS x WHERE x.kind = 'table') AS t
CROSS JOIN params AS p
WHERE t.pages >= 4294967294 / 100 * p.min_percent
