-- id          = "habitual-varchar-length"
-- title       = "Length limit by habit"
-- severity    = "info"
-- object      = "schema"
-- confidence  = "low"
-- reads       = ["columns"]
-- opinionated = true
-- message     = "{{ habitual }} of {{ limited }} varchar columns of schema {{ schema_name }} are varchar({{ max_length }}): a habit, not a rule"
-- remediation = "Use text for new columns, or limits that mean something."
-- since       = "0.1.0"
-- tags        = ["maintainability"]
-- [params.min_columns]
-- default = 20
-- about   = "Limited columns that a schema must have."
-- [params.min_percent]
-- default = 80
-- about   = "Share of them, in percent, that must have the same limit."
-- ---
-- ## What it does
-- Looks for schemas with `min_columns` or more varchar columns that have a limit, `min_percent` of which have the
-- same of 255, 256, 191, 100, 200, 500, 1000 or 4000. Partitions, heirs and foreign tables do not count.
--
-- ## Why it matters
-- The number comes from another database, where 255 once saved a byte. In PostgreSQL it saves nothing, lets a country
-- code of 255 letters in, and refuses an address of 256.
--
-- ## How to fix
-- ALTER COLUMN ... TYPE text changes the catalog only. Add a CHECK where a length is a rule.
--
-- ## False positives
-- Schemas that a framework keeps, and that must also run on other databases.
--
-- ## Sources
-- PostgreSQL documentation, "Character Types"; PostgreSQL wiki, "Don't Do This: Don't use varchar(n) by default".

WITH lengths AS (
    SELECT c.schema_name, c.max_length, count(*) AS habitual, sum(count(*)) OVER (PARTITION BY c.schema_name) AS limited
    FROM columns AS c
    WHERE c.base_type = 'character varying' AND c.max_length IS NOT NULL
      AND NOT c.in_partition AND NOT c.is_inherited AND c.table_kind <> 'foreign table'
    GROUP BY c.schema_name, c.max_length
)
SELECT
    l.schema_name,
    format('%I', l.schema_name) AS object_name,
    l.max_length,
    l.habitual,
    l.limited
FROM lengths AS l
CROSS JOIN params AS p
WHERE l.max_length IN (255, 256, 191, 100, 200, 500, 1000, 4000)
  AND l.limited >= p.min_columns
  AND l.habitual * 100 >= l.limited * p.min_percent
