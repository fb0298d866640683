-- id          = "distinct-override"
-- title       = "Number of distinct values that no longer fits"
-- severity    = "info"
-- object      = "column"
-- confidence  = "medium"
-- reads       = ["column_storage"]
-- message     = "{{ qualified }} is said to have {{ claimed }} distinct values (n_distinct = {{ own_distinct }}), but the table has {{ row_estimate }} rows"
-- remediation = "Count them, and set n_distinct to what is right, as a negative share of the rows if it grows with the table; or reset it and analyse."
-- since       = "0.1.0"
-- tags        = ["performance"]
-- ---
-- ## What it does
-- Looks for columns whose number of distinct values somebody has set by hand (n_distinct), to more than the table has
-- rows, or to one in a table with many.
--
-- ## Why it matters
-- The planner believes the number whatever ANALYZE finds. A fixed number that was right once makes estimates worse with
-- every row.
--
-- ## How to fix
-- RESET and ANALYZE go back to what the sample says. It waits for a running VACUUM or ANALYZE and blocks no query.
--
-- ## False positives
-- A table that was emptied and will fill again.
--
-- ## Sources
-- PostgreSQL documentation, "ALTER TABLE ... SET ( attribute_option )".

SELECT
    c.schema_name,
    c.qualified AS object_name,
    c.qualified,
    c.own_distinct::numeric AS own_distinct,
    round(CASE WHEN c.own_distinct > 0 THEN c.own_distinct ELSE -c.own_distinct * c.row_estimate END)::bigint AS claimed,
    c.row_estimate::bigint AS row_estimate,
    format('ALTER TABLE %s ALTER COLUMN %s RESET (n_distinct)', c.table_qualified, c.quoted_name) AS fix_sql,
    format('ALTER TABLE %s ALTER COLUMN %s SET (n_distinct = %s)', c.table_qualified, c.quoted_name, c.own_distinct)
        AS undo_sql
FROM column_storage AS c
WHERE c.own_distinct IS NOT NULL
  AND c.table_kind = 'table'
  AND (c.own_distinct > c.row_estimate AND c.row_estimate >= 1000
       OR c.own_distinct = 1 AND c.row_estimate >= 1000000)
