-- id          = "mixed-collation-for-one-name"
-- title       = "One name, several collations"
-- severity    = "info"
-- object      = "column"
-- confidence  = "medium"
-- reads       = ["column_collations"]
-- message     = "{{ table_name }}.{{ column_name }} has the collation {{ collation_name }}, but {{ usual_collation }} in {{ usual_count }} other tables of the schema"
-- remediation = "Give the column the collation that it has elsewhere, and rebuild its indexes."
-- since       = "0.1.0"
-- tags        = ["correctness"]
-- [params.min_tables]
-- default = 4
-- about   = "Tables in which the name must occur."
-- [params.min_percent]
-- default = 70
-- about   = "Share of them, in percent, that must agree."
-- ---
-- ## What it does
-- Looks for text columns whose name occurs in `min_tables` or more tables of a schema with one collation, and in this
-- one with another. Partitions, heirs and foreign tables are left out.
--
-- ## Why it matters
-- Comparing the two columns for order fails with \"could not determine which collation to use\", equality takes one
-- of them at random or, if one ignores case, means two things, and an index in one collation does not serve the
-- other.
--
-- ## How to fix
-- ALTER COLUMN ... TYPE text COLLATE ..., which rebuilds the indexes of the column and, as a rule, not the table.
--
-- ## False positives
-- Columns that share a name by chance, or a language of their own.
--
-- ## Sources
-- PostgreSQL documentation, "Collation Support".

WITH counted AS (
    SELECT c.schema_name, c.column_name, c.collation_oid, min(c.collation_name) AS collation_name, count(*) AS collation_count,
           sum(count(*)) OVER (PARTITION BY c.schema_name, c.column_name) AS all_count
    FROM column_collations AS c
    WHERE NOT c.in_partition AND NOT c.is_inherited AND c.table_kind <> 'foreign table'
    GROUP BY c.schema_name, c.column_name, c.collation_oid
), usual AS MATERIALIZED (
    SELECT c.*,
           first_value(c.collation_name) OVER w AS usual_collation,
           first_value(c.collation_count) OVER w AS usual_count
    FROM counted AS c
    CROSS JOIN params AS p
    WHERE c.all_count >= p.min_tables AND c.all_count > c.collation_count
    WINDOW w AS (PARTITION BY c.schema_name, c.column_name ORDER BY c.collation_count DESC, c.collation_name)
)
SELECT
    c.schema_name,
    c.qualified AS object_name,
    c.table_name,
    c.column_name,
    c.collation_name,
    u.usual_collation,
    u.usual_count
FROM usual AS u
JOIN column_collations AS c
  ON c.schema_name = u.schema_name AND c.column_name = u.column_name AND c.collation_oid = u.collation_oid
CROSS JOIN params AS p
WHERE u.collation_count < u.usual_count AND u.usual_count * 100 >= u.all_count * p.min_percent
  AND NOT c.in_partition AND NOT c.is_inherited AND c.table_kind <> 'foreign table'
