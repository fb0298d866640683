-- id          = "mixed-type-for-one-name"
-- title       = "One name, several types"
-- severity    = "info"
-- object      = "column"
-- confidence  = "medium"
-- reads       = ["columns"]
-- message     = "{{ table_name }}.{{ column_name }} is {{ type_name }}, but {{ usual_type }} in {{ usual_count }} other tables of the schema"
-- remediation = "Give the column the type that it has elsewhere, if it means the same."
-- since       = "0.1.0"
-- tags        = ["correctness"]
-- [params.min_tables]
-- default = 4
-- about   = "Tables in which the name must occur."
-- [params.min_percent]
-- default = 70
-- about   = "Share of them, in percent, that must agree."
-- [params.ignored_names]
-- default = [
--     "id", "uuid", "value", "values", "val", "data", "content", "contents", "body", "payload", "name", "type",
--     "kind", "status", "state", "code", "key", "number", "no", "position", "size", "version", "ref", "reference",
--     "result", "level", "rank", "min", "max", "avg", "total", "sum", "count", "score", "rate", "default",
--     "default_value", "start", "end", "from", "to", "date", "time", "old_value", "new_value", "parameters",
--     "params", "options", "config", "settings", "metadata", "details", "description", "notes"
-- ]
-- about   = "Names, in lower case, that mean something else in each table."
-- ---
-- ## What it does
-- Looks for columns whose name occurs in `min_tables` or more tables of a schema, has one type in `min_percent` of
-- them or more, and another in this one. text, varchar, char and citext count as one type, as do lengths and
-- precisions. Names that mean something else in each table, such as id, value, data, name, type and status, are left
-- out. Partitions, heirs and foreign tables are left out.
--
-- ## Why it matters
-- Joins over columns of different types need a cast, which may keep an index from being used, and a value that fits
-- here overflows there.
--
-- ## How to fix
-- ALTER COLUMN ... TYPE, which rewrites the table under an exclusive lock unless the types are stored alike.
--
-- ## False positives
-- Columns that share a name by chance.
--
-- ## Sources
-- PostgreSQL documentation, "Type Conversion". pg-index-health and SchemaCrawler report every difference.

WITH named AS (
    SELECT
        c.schema_name, c.qualified, c.table_name, c.column_name, c.type_name,
        CASE WHEN c.base_type IN ('character varying', 'character', 'citext', 'public.citext') THEN 'text'
             ELSE c.base_type END AS family
    FROM columns AS c
    WHERE NOT c.in_partition AND NOT c.is_inherited AND c.table_kind <> 'foreign table'
), counted AS (
    -- Few names have two types: only their columns are looked at again.
    SELECT n.schema_name, n.column_name, n.family, count(*) AS family_count,
           sum(count(*)) OVER (PARTITION BY n.schema_name, n.column_name) AS all_count
    FROM named AS n
    GROUP BY n.schema_name, n.column_name, n.family
), usual AS MATERIALIZED (
    SELECT c.*,
           first_value(c.family) OVER w AS usual_type,
           first_value(c.family_count) OVER w AS usual_count
    FROM counted AS c
    CROSS JOIN params AS p
    WHERE c.all_count >= p.min_tables AND c.all_count > c.family_count
      AND NOT lower(c.column_name) = ANY (p.ignored_names)
    WINDOW w AS (PARTITION BY c.schema_name, c.column_name ORDER BY c.family_count DESC, c.family)
)
SELECT
    n.schema_name,
    n.qualified AS object_name,
    n.table_name,
    n.column_name,
    n.type_name,
    u.usual_type,
    u.usual_count
FROM usual AS u
JOIN named AS n ON n.schema_name = u.schema_name AND n.column_name = u.column_name AND n.family = u.family
CROSS JOIN params AS p
WHERE u.family <> u.usual_type AND u.usual_count * 100 >= u.all_count * p.min_percent
