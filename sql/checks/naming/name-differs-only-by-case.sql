-- id          = "name-differs-only-by-case"
-- title       = "Names that differ in capitals alone"
-- severity    = "warning"
-- object      = "table"
-- reads       = ["named_objects"]
-- message     = "{{ described }} differs from {{ other }} in capitals alone"
-- remediation = "Rename one of the two: without quotes both names mean the one in small letters, so look first which code means which."
-- since       = "0.1.0"
-- tags        = ["correctness"]
-- ---
-- ## What it does
-- Looks for two tables or views of one schema, two columns of one table, or two functions with the same arguments whose names
-- are the same but for capitals: `Orders` beside `orders`. The one with capitals is reported.
--
-- ## Why it matters
-- Without quotes `Orders` means `orders`. Rows are written to one of the two and looked for in the other, without any
-- error. Often one of them is the remains of a migration by a tool that quotes.
--
-- ## How to fix
-- Find out which code writes to which, merge the rows, and drop or rename one.
--
-- ## False positives
-- None known.
--
-- ## Sources
-- PostgreSQL documentation, "Identifiers and Key Words", on the folding of unquoted names to lower case.

SELECT
    o.schema_name,
    o.object_kind,
    o.object_name,
    o.name,
    concat_ws(' ', o.object_kind, o.name, 'of ' || o.parent_name) AS described,
    string_agg(t.name, ', ' ORDER BY t.name) AS other,
    NULL AS fix_sql,
    NULL AS undo_sql
FROM named_objects AS o
JOIN named_objects AS t
  ON t.place = o.place AND lower(t.name) = lower(o.name) AND t.is_in_queries
 -- Of two with capitals the later one is reported.
 AND t.name <> o.name AND (t.name = lower(t.name) OR t.name < o.name)
WHERE o.is_in_queries AND o.name <> lower(o.name)
GROUP BY o.schema_name, o.object_kind, o.object_name, o.name, o.parent_name
