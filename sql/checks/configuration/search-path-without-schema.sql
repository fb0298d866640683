-- id          = "search-path-without-schema"
-- title       = "Search path that names a schema which does not exist"
-- severity    = "info"
-- object      = "setting"
-- confidence  = "medium"
-- reads       = ["schemas", "setting_overrides", "settings"]
-- identity    = ["target"]
-- message     = "{% if target %}ALTER {{ target }} has set search_path to{% else %}search_path is{% endif %} {{ value }}, but this database has no schema {{ missing }}"
-- remediation = "Correct the path{% if target %}: ALTER {{ target }} SET search_path = ...{% endif %}, or create the schema: whoever may create it would decide what names mean."
-- since       = "0.1.0"
-- tags        = ["correctness", "security"]
-- ---
-- ## What it does
-- Looks at the search_path of new sessions and of ALTER ROLE and ALTER DATABASE for names that no schema of this
-- database has. "$user" and system schemas are not meant. A path for all databases is reported in each that lacks the
-- schema.
--
-- ## Why it matters
-- Tables are then looked for, and created, in the next schema of the path. Mistakes show only when two tables of one
-- name exist.
--
-- ## How to fix
-- Write the path as it was meant.
--
-- ## False positives
-- Schemas that are created later, and roles that work in other databases.
--
-- ## Sources
-- PostgreSQL documentation, "The Schema Search Path".

WITH paths AS (
    -- Where it comes from cannot be seen, as checks run with a path of their own.
    SELECT NULL AS target, s.value
    FROM settings AS s
    WHERE s.name = 'search_path' AND NOT s.is_default
      AND NOT EXISTS (SELECT FROM setting_overrides AS o WHERE o.setting_name = 'search_path' AND o.value = s.value)
    UNION ALL
    SELECT o.target, o.value FROM setting_overrides AS o WHERE o.setting_name = 'search_path'
)
SELECT
    NULL AS schema_name,
    'search_path' AS object_name,
    COALESCE(h.target, '') AS target,
    h.value,
    n.missing
FROM paths AS h
CROSS JOIN LATERAL (
    SELECT string_agg(x.name, ', ' ORDER BY x.name) AS missing
    FROM (
        SELECT CASE WHEN btrim(m.part) LIKE '"%"'
                    THEN replace(substr(btrim(m.part), 2, length(btrim(m.part)) - 2), '""', '"')
                    ELSE lower(btrim(m.part)) END AS name
        FROM regexp_split_to_table(h.value, ',') AS m (part)
    ) AS x
    WHERE x.name NOT IN ('', '$user') AND x.name !~ '^pg_' AND x.name NOT IN ('information_schema', 'dbarch')
      AND NOT EXISTS (SELECT FROM schemas AS c WHERE c.schema_name = x.name)
) AS n
WHERE n.missing IS NOT NULL
