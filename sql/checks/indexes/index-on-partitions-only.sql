-- id          = "index-on-partitions-only"
-- title       = "Index that partitions have each for itself"
-- severity    = "warning"
-- object      = "table"
-- confidence  = "medium"
-- identity    = ["index_definition"]
-- reads       = ["indexes", "partition_ancestors", "tables"]
-- message     = "{% if with_index == leaves %}Each partition of {{ table_qualified }} has an index {{ index_definition }} for itself; a new one will lack it{% else %}{{ with_index }} of the {{ leaves }} partitions of {{ table_qualified }} have an index {{ index_definition }}; {{ example }}{% if leaves - with_index > 1 %} and {{ leaves - with_index - 1 }} more{% endif %} lack{{ 's' if leaves - with_index == 1 }} it{% endif %}"
-- remediation = "Create it where it is missing, if anywhere, CONCURRENTLY, then on the parent with ON ONLY, and attach the partitions' indexes: new partitions get it by themselves."
-- since       = "0.1.0"
-- tags        = ["performance"]
-- [params.min_percent]
-- default = 50
-- about   = "Share of the partitions, in percent, that must have the index."
-- ---
-- ## What it does
-- Compares the indexes of a table's partitions, those of the lowest level, by access method, key, included columns and
-- predicate. Reported is an index that at least `min_percent` of the partitions, or all, have without belonging to an
-- index of the table. Where all have it, the finding is `info`.
--
-- ## Why it matters
-- A query is as slow as the partition that has to be read as a whole. Mostly a new partition was created or attached
-- without the index that the others were given by hand.
--
-- ## How to fix
-- See remediation; an index of the parent comes to every partition that is created or attached later.
--
-- ## False positives
-- Old partitions that are only archived, or the current one alone having the index.
--
-- ## Sources
-- PostgreSQL documentation, "Table Partitioning", and "CREATE INDEX", ON ONLY.

WITH leaves AS MATERIALIZED (
    SELECT a.ancestor_oid AS root_oid, a.descendant_oid AS leaf_oid, count(*) OVER (PARTITION BY a.ancestor_oid) AS leaves
    FROM partition_ancestors AS a
    JOIN tables AS r ON r.table_oid = a.ancestor_oid AND NOT r.is_partition
    JOIN tables AS l ON l.table_oid = a.descendant_oid AND l.kind = 'table'
), shapes AS MATERIALIZED (
    SELECT
        l.root_oid,
        l.leaves,
        l.leaf_oid,
        i.key_parts,
        i.method,
        concat('USING ', i.method, ' (', array_to_string(i.key_texts, ', '), ')',
               CASE WHEN i.included_columns <> '{}' THEN ' INCLUDE (' || array_to_string(i.included_columns, ', ') || ')' END,
               ' WHERE ' || i.predicate) AS index_definition,
        i.is_partition,
        i.is_unique
    FROM leaves AS l
    JOIN indexes AS i ON i.table_oid = l.leaf_oid AND i.is_usable
), counted AS (
    SELECT s.root_oid, s.leaves, s.key_parts, s.index_definition, count(DISTINCT s.leaf_oid) AS with_index
    FROM shapes AS s
    GROUP BY s.root_oid, s.leaves, s.key_parts, s.index_definition
    -- Where an index of the table has a part in it, all is well, or partition-index-not-attached says what is not.
    -- A unique index that all have is judged by unique-per-partition-only.
    HAVING NOT bool_or(s.is_partition) AND (count(DISTINCT s.leaf_oid) < s.leaves OR NOT bool_and(s.is_unique))
)
SELECT
    t.schema_name,
    t.qualified AS object_name,
    t.table_name,
    t.qualified AS table_qualified,
    c.index_definition,
    c.with_index,
    c.leaves,
    (SELECT min(x.qualified)
     FROM leaves AS l
     JOIN tables AS x ON x.table_oid = l.leaf_oid
     WHERE l.root_oid = c.root_oid
       AND l.leaf_oid NOT IN (SELECT s.leaf_oid FROM shapes AS s
                              WHERE s.root_oid = c.root_oid AND s.key_parts = c.key_parts
                                AND s.index_definition = c.index_definition)) AS example,
    CASE WHEN c.with_index = c.leaves THEN 'info' END AS severity
FROM counted AS c
JOIN tables AS t ON t.table_oid = c.root_oid
CROSS JOIN params AS p
WHERE c.with_index > 1
  AND 100 * c.with_index >= p.min_percent * c.leaves
