-- id          = "too-many-indexes"
-- title       = "Table with very many indexes"
-- severity    = "info"
-- object      = "table"
-- confidence  = "medium"
-- reads       = ["indexes", "tables"]
-- message     = "{{ table_qualified }} has {{ indexes }} indexes{% if bytes %}, {{ bytes | bytes }} in all{% endif %}"
-- remediation = "See which of them are unused, repeat one another or could be merged, and drop those."
-- since       = "0.1.0"
-- tags        = ["performance"]
-- [params.max_indexes]
-- default = 12
-- about   = "Tables with more indexes are reported."
-- ---
-- ## What it does
-- Counts the indexes of each table; those that back constraints count. Partitions follow their table.
--
-- ## Why it matters
-- Each insert, and each update that is not HOT, writes all of them; the planner considers each for every query, and
-- each takes a lock in every session: more than 16 do not fit the fast path of locks before PostgreSQL 18.
--
-- ## How to fix
-- Start with unused-index, duplicate-index and redundant-prefix-index.
--
-- ## False positives
-- Wide tables for free search by many columns.
--
-- ## Sources
-- PostgreSQL documentation, "Indexes", introduction: indexes add overhead to the system as a whole. sql-check calls
-- three too many, without looking at the table.

SELECT
    t.schema_name,
    t.qualified AS object_name,
    t.table_name,
    t.qualified AS table_qualified,
    n.indexes,
    n.bytes
FROM (
    SELECT i.table_oid, count(*) AS indexes, sum(i.bytes) AS bytes FROM indexes AS i GROUP BY i.table_oid
) AS n
JOIN tables AS t ON t.table_oid = n.table_oid AND NOT t.is_partition
CROSS JOIN params AS p
WHERE n.indexes > p.max_indexes
