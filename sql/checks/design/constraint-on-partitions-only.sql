-- id          = "constraint-on-partitions-only"
-- title       = "Constraint that partitions have each for itself"
-- severity    = "info"
-- object      = "table"
-- confidence  = "medium"
-- identity    = ["definition"]
-- reads       = ["constraints", "partition_ancestors", "tables"]
-- message     = "{% if with_constraint == leaves %}Each partition of {{ table_qualified }} has {{ definition }} for itself; a new one will lack it{% else %}{{ with_constraint }} of the {{ leaves }} partitions of {{ table_qualified }} have {{ definition }}; the others lack it{% endif %}"
-- remediation = "Declare it on the parent, NOT VALID at first if it is a check or a foreign key; the partitions' own constraints then merge with it or can go."
-- since       = "0.1.0"
-- tags        = ["correctness"]
-- [params.min_percent]
-- default = 50
-- about   = "Share of the partitions, in percent, that must have the constraint."
-- ---
-- ## What it does
-- Compares the check constraints and foreign keys that the partitions of a table (those of the lowest level) have of
-- their own. Reported is one that at least `min_percent` of them, or all, have without the table having it.
--
-- ## Why it matters
-- Which rule a row must obey depends on where it falls. Mostly somebody added the rule to the partitions there were,
-- and newer ones lack it.
--
-- ## How to fix
-- See remediation.
--
-- ## False positives
-- Rules that are true of a part of the rows only.
--
-- ## Sources
-- PostgreSQL documentation, "Table Partitioning": constraints of the parent come to all partitions.

WITH leaves AS MATERIALIZED (
    SELECT a.ancestor_oid AS root_oid, a.descendant_oid AS leaf_oid, count(*) OVER (PARTITION BY a.ancestor_oid) AS leaves
    FROM partition_ancestors AS a
    JOIN tables AS r ON r.table_oid = a.ancestor_oid AND NOT r.is_partition
    JOIN tables AS l ON l.table_oid = a.descendant_oid AND l.kind = 'table'
)
SELECT
    t.schema_name,
    t.qualified AS object_name,
    t.table_name,
    t.qualified AS table_qualified,
    c.definition,
    c.with_constraint,
    c.leaves
FROM (
    SELECT l.root_oid, l.leaves, k.definition, count(DISTINCT l.leaf_oid) AS with_constraint
    FROM leaves AS l
    JOIN constraints AS k ON k.table_oid = l.leaf_oid AND k.kind IN ('check', 'foreign key') AND NOT k.is_inherited
    GROUP BY l.root_oid, l.leaves, k.definition
) AS c
JOIN tables AS t ON t.table_oid = c.root_oid
CROSS JOIN params AS p
WHERE c.with_constraint > 1
  AND 100 * c.with_constraint >= p.min_percent * c.leaves
