-- id          = "many-columns"
-- title       = "Table with very many columns"
-- severity    = "info"
-- object      = "table"
-- confidence  = "low"
-- reads       = ["columns", "tables"]
-- message     = "{{ qualified }} has {{ columns }} columns"
-- remediation = "See whether it holds several things at once, or one thing many times (price_1, price_2 ...), and give each its own table."
-- opinionated = true
-- since       = "0.1.0"
-- tags        = ["design", "performance"]
-- [params.max_columns]
-- default = 100
-- about   = "Tables with more columns are reported."
-- ---
-- ## What it does
-- Counts the columns of tables and partitioned tables; dropped columns and partitions do not count.
--
-- ## Why it matters
-- Each row is read and written as a whole, each reading of a late column has to walk over all before it, and hardly
-- anybody knows what they all mean.
--
-- ## How to fix
-- Split by subject, with the same key, or by what is read and changed together.
--
-- ## False positives
-- Wide tables of a data warehouse, and copies of what another system delivers.
--
-- ## Sources
-- pgFirstAid reports more than 50 columns, and more than 200 as severe; tbls has 10 as an example.

SELECT
    t.schema_name,
    t.qualified AS object_name,
    t.qualified,
    c.columns
FROM tables AS t
CROSS JOIN params AS p
JOIN LATERAL (SELECT count(*) AS columns FROM columns AS x WHERE x.table_oid = t.table_oid) AS c ON true
WHERE t.attribute_count > p.max_columns
  AND NOT t.is_partition AND NOT t.is_foreign
  AND c.columns > p.max_columns
