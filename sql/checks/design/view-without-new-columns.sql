-- id          = "view-without-new-columns"
-- title       = "View that lacks the columns added since"
-- severity    = "info"
-- object      = "view"
-- confidence  = "low"
-- reads       = ["columns", "view_uses", "views"]
-- message     = "{{ view_name }} shows the first {{ shown }} columns of {{ table_qualified }} in their order, but not {{ missing }}, which came later: as SELECT * does when the view is older"
-- remediation = "Create the view again with the columns that it is meant to show, named one by one."
-- since       = "0.1.0"
-- tags        = ["maintainability"]
-- ---
-- ## What it does
-- Looks for views on one table that show its first columns in their order, three or more, and none that comes after
-- them. That is what SELECT * leaves behind: PostgreSQL writes the columns of the day into the view. Partitions are
-- left out.
--
-- ## Why it matters
-- Whoever reads SELECT * in the source expects the new columns. The next CREATE OR REPLACE VIEW from that source adds
-- them, with what they expose, all at once.
--
-- ## How to fix
-- CREATE OR REPLACE VIEW can add columns at the end. Name them instead of using *.
--
-- ## False positives
-- Views that were meant to show just these columns, for example to hide what came later.
--
-- ## Sources
-- PostgreSQL documentation, "CREATE VIEW". No other tool has the check.

WITH bases AS (
    SELECT u.view_oid, min(u.used_oid::bigint)::oid AS used_oid
    FROM view_uses AS u
    GROUP BY u.view_oid
    HAVING count(*) = 1
), tables_of_views AS (
    SELECT b.view_oid, c.table_qualified, array_agg(c.column_name ORDER BY c.ordinal) AS column_names
    FROM bases AS b
    JOIN columns AS c ON c.table_oid = b.used_oid AND NOT c.in_partition
    GROUP BY b.view_oid, c.table_qualified
)
SELECT
    v.schema_name,
    v.qualified AS object_name,
    CASE WHEN v.kind <> 'view' THEN v.kind END AS object_kind,
    v.view_name,
    t.table_qualified,
    cardinality(v.column_names) AS shown,
    array_to_string(t.column_names[cardinality(v.column_names) + 1:], ', ') AS missing
FROM views AS v
JOIN tables_of_views AS t ON t.view_oid = v.view_oid
WHERE cardinality(v.column_names) >= 3
  AND cardinality(t.column_names) > cardinality(v.column_names)
  AND t.column_names[1:cardinality(v.column_names)] = v.column_names
