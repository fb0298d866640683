-- id          = "ambiguous-enum-values"
-- title       = "Enum values that look alike"
-- severity    = "warning"
-- object      = "type"
-- confidence  = "medium"
-- reads       = ["user_types"]
-- message     = "Enum {{ type_name }} has values that are easily mixed up: {{ alike }}"
-- remediation = "Keep one of them: update the rows that have the other, and rename it with ALTER TYPE ... RENAME VALUE so that nobody uses it."
-- since       = "0.1.0"
-- tags        = ["correctness"]
-- ---
-- ## What it does
-- Looks for enums in which two values are the same but for upper and lower case, blanks, hyphens and underscores, and
-- for values that begin or end with a blank.
--
-- ## Why it matters
-- Rows get one or the other by chance, and a search for one misses half of them. Values of an enum cannot be removed,
-- so they stay.
--
-- ## How to fix
-- Update the rows, then rename the value that is not wanted; or build a new type and change the columns.
--
-- ## False positives
-- Codes in which case matters, such as units: m and M.
--
-- ## Sources
-- PostgreSQL documentation, "Enumerated Types": labels are case sensitive, and white space in them counts.

WITH plain AS (
    SELECT y.schema_name, y.qualified, y.type_name, u.label, u.place,
           lower(regexp_replace(u.label, '[-_[:space:]]+', '', 'g')) AS reduced
    FROM user_types AS y
    CROSS JOIN LATERAL unnest(y.labels) WITH ORDINALITY AS u (label, place)
    WHERE y.kind = 'enum'
), alike AS (
    SELECT
        p.*,
        count(*) OVER (PARTITION BY p.qualified, p.reduced) > 1 AND octet_length(p.reduced) > 1 AS has_twin,
        p.label ~ '^[[:space:]]|[[:space:]]$' AS has_blank
    FROM plain AS p
)
SELECT
    a.schema_name,
    a.qualified AS object_name,
    a.type_name,
    string_agg(quote_literal(a.label), ', ' ORDER BY a.reduced, a.place) AS alike
FROM alike AS a
WHERE a.has_twin OR a.has_blank
GROUP BY a.schema_name, a.qualified, a.type_name
