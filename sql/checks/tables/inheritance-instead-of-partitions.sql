-- id          = "inheritance-instead-of-partitions"
-- title       = "Partitioning by inheritance"
-- severity    = "info"
-- object      = "table"
-- confidence  = "medium"
-- reads       = ["constraints", "heirs", "tables"]
-- message     = "{{ table_qualified }} is divided into {{ heirs }} heirs by check constraints, as was done before declarative partitioning"
-- remediation = "Create a partitioned table and attach the heirs; their check constraints spare the scan when they say what the bounds say."
-- since       = "0.1.0"
-- tags        = ["design", "performance"]
-- [params.min_heirs]
-- default = 3
-- about   = "Tables with fewer heirs that have a check constraint of their own are not reported."
-- ---
-- ## What it does
-- Looks for tables with at least `min_heirs` heirs (INHERITS) that add no column but a check constraint of their own,
-- while the parent holds no rows, as last counted.
--
-- ## Why it matters
-- The planner tests the check constraints of all heirs one by one, rows come to their place by triggers, and no key or
-- foreign key spans them. Declarative partitioning prunes faster, at run time too, and routes rows itself.
--
-- ## How to fix
-- Detach with NO INHERIT, create the partitioned table, ATTACH PARTITION each heir: no row is copied.
--
-- ## False positives
-- Heirs that overlap or are divided by several criteria, which partitions cannot be.
--
-- ## Sources
-- PostgreSQL documentation, "Table Partitioning", "Partitioning Using Inheritance".

SELECT
    t.schema_name,
    t.qualified AS object_name,
    t.table_name,
    t.qualified AS table_qualified,
    h.heirs
FROM (
    SELECT i.parent_oid, count(*) AS heirs
    FROM heirs AS i
    JOIN tables AS p ON p.table_oid = i.parent_oid
    WHERE i.attribute_count = p.attribute_count
      AND EXISTS (SELECT FROM constraints AS k
                  WHERE k.table_oid = i.table_oid AND k.kind = 'check' AND NOT k.is_inherited)
    GROUP BY i.parent_oid
) AS h
JOIN tables AS t ON t.table_oid = h.parent_oid
CROSS JOIN params AS p
WHERE h.heirs >= p.min_heirs
  AND COALESCE(t.row_estimate, 0) = 0
