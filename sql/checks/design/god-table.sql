-- id          = "god-table"
-- title       = "Table that everything hangs on"
-- severity    = "info"
-- object      = "table"
-- confidence  = "medium"
-- reads       = ["columns", "partition_ancestors", "reference_columns"]
-- message     = "{{ table_name }} has {{ column_count }} columns and is tied to {{ neighbours }} other tables by foreign keys"
-- remediation = "Look for groups of columns that are read, written or NULL together, and give each a table of its own that shares the key."
-- since       = "0.1.0"
-- tags        = ["maintainability"]
-- [params.min_columns]
-- default = 40
-- about   = "Columns that the table must have."
-- [params.min_neighbours]
-- default = 10
-- about   = "Other tables that foreign keys must tie it to."
-- ---
-- ## What it does
-- Looks for tables with `min_columns` columns or more that foreign keys tie to `min_neighbours` other tables or more,
-- in either direction. Partitions, heirs and foreign tables are left out.
--
-- ## Why it matters
-- Everybody changes such a table, so DDL on it meets locks of the whole application. Each update writes the whole
-- row, and rows of many columns leave fewer of them on a page.
--
-- ## How to fix
-- Split it along its uses: what is needed to log in, what is shown, what is counted. A view of the old name lets
-- programs follow one by one.
--
-- ## False positives
-- Central tables whose columns really describe one thing.
--
-- ## Sources
-- tbls reports more than 10 columns, pgFirstAid more than 50; neither looks at the references.

WITH links AS (
    SELECT r.table_oid, r.referenced_oid AS other_oid FROM reference_columns AS r
    UNION
    SELECT r.referenced_oid, r.table_oid FROM reference_columns AS r
), neighbours AS (
    SELECT l.table_oid, count(*) AS neighbours
    FROM links AS l
    -- Partitions would count once each.
    WHERE l.table_oid <> l.other_oid
      AND NOT EXISTS (SELECT FROM partition_ancestors AS a WHERE a.descendant_oid = l.other_oid)
    GROUP BY l.table_oid
)
SELECT
    c.schema_name,
    c.table_qualified AS object_name,
    c.table_name,
    count(*) AS column_count,
    n.neighbours
FROM columns AS c
JOIN neighbours AS n ON n.table_oid = c.table_oid
CROSS JOIN params AS p
WHERE NOT c.in_partition AND c.table_kind <> 'foreign table' AND n.neighbours >= p.min_neighbours
GROUP BY c.schema_name, c.table_qualified, c.table_name, n.neighbours
HAVING count(*) >= (SELECT p.min_columns FROM params AS p)
