-- id          = "stray-table-in-public"
-- title       = "Table left in public"
-- severity    = "info"
-- object      = "table"
-- confidence  = "low"
-- reads       = ["tables"]
-- message     = "{{ table_name }} is in schema public, while {{ other_count }} tables of the database are in schemas of their own"
-- remediation = "Move it where it belongs with ALTER TABLE ... SET SCHEMA, or drop it if it is left over."
-- since       = "0.1.0"
-- tags        = ["maintainability", "security"]
-- [params.min_tables]
-- default = 20
-- about   = "Tables that the database must have."
-- [params.min_percent]
-- default = 90
-- about   = "Share of them, in percent, that must be in other schemas."
-- ---
-- ## What it does
-- Looks for tables in the schema public of databases with `min_tables` tables or more, at least `min_percent` percent
-- of which are in other schemas. Partitions follow their parent.
--
-- ## Why it matters
-- Where tables live in schemas, one in public was mostly made by a session with the wrong search_path: by hand, or by
-- a migration. Other grants hold there, so it may be open to more people, and a table of the same name in another
-- schema hides it or is hidden.
--
-- ## How to fix
-- ALTER TABLE ... SET SCHEMA is instant. Views and foreign keys follow; functions that name it do not.
--
-- ## False positives
-- Tables that tools want in public, such as those of migrations.
--
-- ## Sources
-- PostgreSQL documentation, "Schemas: Usage Patterns".

WITH counted AS (
    SELECT
        t.*,
        count(*) OVER () AS table_count,
        count(*) FILTER (WHERE t.schema_name <> 'public') OVER () AS other_count
    FROM tables AS t
    WHERE NOT t.is_partition
)
SELECT
    c.schema_name,
    c.qualified AS object_name,
    c.table_name,
    c.other_count
FROM counted AS c
CROSS JOIN params AS p
WHERE c.schema_name = 'public'
  AND c.table_count >= p.min_tables AND c.other_count * 100 >= c.table_count * p.min_percent
