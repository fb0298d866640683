-- id          = "partition-index-not-attached"
-- title       = "Index of a partitioned table that waits for partitions"
-- severity    = "warning"
-- object      = "index"
-- reads       = ["index_builds", "indexes", "partition_ancestors", "partitions"]
-- message     = "{{ index_name }} on {{ table_qualified }} is not valid: {% if missing %}{{ missing }} partition{{ 's' if missing != 1 }} lack{{ 's' if missing == 1 }} an attached index, such as {{ example }}{% else %}an index attached to it is not valid{% endif %}"
-- remediation = "{% if fix_sql %}Attach the indexes that are there.{% elif missing %}Create the index on each partition that lacks it, CONCURRENTLY, and attach it with ALTER INDEX ... ATTACH PARTITION.{% else %}Rebuild the invalid index of the partition with REINDEX INDEX CONCURRENTLY.{% endif %}"
-- since       = "0.1.0"
-- tags        = ["performance", "correctness"]
-- ---
-- ## What it does
-- Looks for indexes of partitioned tables that are not valid, as CREATE INDEX ... ON ONLY leaves them until each
-- partition has an index attached. Those of tables on a partition of which an index is being built just now are left
-- out.
--
-- ## Why it matters
-- A unique index or primary key in this state guards nothing as a whole, foreign keys cannot refer to it, and a
-- partition without the index is read as a whole.
--
-- ## How to fix
-- The index becomes valid by itself with the last partition attached. ATTACH PARTITION only checks the catalog.
--
-- ## False positives
-- A build that is under way step by step.
--
-- ## Sources
-- PostgreSQL documentation, "CREATE INDEX", ON ONLY, and "ALTER INDEX", ATTACH PARTITION.

WITH waiting AS MATERIALIZED (
    SELECT i.* FROM indexes AS i WHERE i.is_partitioned AND NOT i.is_valid
), members AS (
    SELECT
        w.index_oid,
        p.qualified AS partition,
        (SELECT c.qualified
         FROM indexes AS c
         WHERE c.table_oid = p.table_oid
           AND c.key_parts = w.key_parts AND c.method = w.method AND c.is_unique = w.is_unique
           AND c.included_columns = w.included_columns AND c.predicate IS NOT DISTINCT FROM w.predicate
           AND c.is_valid AND NOT c.is_partition AND (w.constraint_name IS NULL OR c.constraint_name IS NOT NULL)
         ORDER BY c.index_name
         LIMIT 1) AS candidate
    FROM waiting AS w
    JOIN partitions AS p ON p.parent_oid = w.table_oid AND NOT p.is_foreign
    WHERE NOT EXISTS (SELECT
                      FROM indexes AS c
                      JOIN partition_ancestors AS a ON a.descendant_oid = c.index_oid AND a.ancestor_oid = w.index_oid
                      WHERE c.table_oid = p.table_oid)
)
SELECT
    w.schema_name,
    w.qualified AS object_name,
    w.index_name,
    w.table_name,
    w.table_qualified,
    w.is_unique,
    COALESCE(m.missing, 0) AS missing,
    m.example,
    CASE WHEN m.missing = m.candidates THEN m.attach END AS fix_sql
FROM waiting AS w
LEFT JOIN (
    SELECT
        x.index_oid,
        count(*) AS missing,
        min(x.partition) AS example,
        count(x.candidate) AS candidates,
        string_agg(format('ALTER INDEX %s ATTACH PARTITION %s', i.qualified, x.candidate), '; ' ORDER BY x.partition) AS attach
    FROM members AS x
    JOIN waiting AS i ON i.index_oid = x.index_oid
    GROUP BY x.index_oid
) AS m ON m.index_oid = w.index_oid
WHERE NOT EXISTS (SELECT
                  FROM partition_ancestors AS a
                  JOIN index_builds AS b ON b.table_oid = a.descendant_oid
                  WHERE a.ancestor_oid = w.table_oid)
