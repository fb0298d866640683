-- id          = "name-needs-quotes"
-- title       = "Name that must be written in quotes"
-- severity    = "info"
-- object      = "table"
-- reads       = ["named_objects"]
-- message     = "{{ described }} must be written in quotes each time, because of its {{ cause }}"
-- remediation = "{% if object_name is none %}This is a convention here: a tool that quotes all names makes no difference, and people get used to it. For new tables snake_case is less work.{% else %}Rename it{% if suggested_name %} to {{ suggested_name }}{% endif %} together with the code that names it{% if not fix_sql %}; a name of small letters, digits and underscores needs no quotes, and {{ suggested_name or 'none could be made of this one' }}{% if suggested_name %} is taken{% endif %}{% endif %}. Views follow; the text of functions does not. Its indexes, constraints and sequences keep their names.{% endif %}"
-- since       = "0.1.0"
-- tags        = ["readability"]
-- [params.max_percent]
-- default = 50
-- about   = "Where more than this share of the names of one kind need quotes, in percent, one finding stands for all."
-- [params.min_objects]
-- default = 20
-- about   = "With fewer names of a kind each is reported, whatever their share."
-- ---
-- ## What it does
-- Looks for tables, views, columns, functions and types whose name has capitals, blanks, hyphens or other characters that must
-- be quoted, or begins with a digit. Small letters of other alphabets need no quotes. Reserved words are the matter of
-- reserved-word-name. Names of indexes, constraints and triggers are left out: statements hardly ever name them. Where most
-- names are so it is a convention, and one finding says it.
--
-- ## Why it matters
-- PostgreSQL folds a name without quotes to small letters. `SELECT userId FROM Orders` then looks for `userid` in `orders`
-- and fails, in each console, report and script, until somebody quotes both.
--
-- ## How to fix
-- `ALTER ... RENAME` is instant once it gets its lock; the code that names the object is the work. A view with the old
-- name keeps old code alive meanwhile.
--
-- ## False positives
-- Names that a framework makes and always quotes (Prisma, Entity Framework, Hibernate with quoted identifiers).
--
-- ## Sources
-- PostgreSQL documentation, "Identifiers and Key Words". A peer that looks at every name in the catalog reports the internal
-- triggers of each foreign key (62 of its 64 findings on a test schema).

-- Cheap for the many that need none. Characters beyond ASCII are letters, also where the locale knows only ASCII.
WITH found AS MATERIALIZED (
    SELECT o.*,
           CASE WHEN o.object_kind = 'column' THEN 'columns'
                WHEN o.object_kind IN ('function', 'procedure') THEN 'functions'
                WHEN o.object_kind IN ('type', 'domain') THEN 'types'
                WHEN o.object_kind IN ('view', 'materialized view') THEN 'views'
                ELSE 'tables' END AS kinds,
           trim('_' FROM lower(regexp_replace(regexp_replace(regexp_replace(
               o.name, '([[:lower:][:digit:]])([[:upper:]])', '\1_\2', 'g'),
               '([[:upper:]])([[:upper:]][[:lower:]])', '\1_\2', 'g'),
               '[\u0001-/:-@\u005b-`{-\u007f]+', '_', 'g'))) AS words
    FROM named_objects AS o
    WHERE o.is_in_queries AND quote_ident(o.name) <> o.name
      AND (o.name <> lower(o.name) OR o.name ~ '^[0-9]' OR o.name ~ '[\u0001-/:-@\u005b-\u005e`{-\u007f]')
), totals AS (
    SELECT CASE WHEN o.object_kind = 'column' THEN 'columns'
                WHEN o.object_kind IN ('function', 'procedure') THEN 'functions'
                WHEN o.object_kind IN ('type', 'domain') THEN 'types'
                WHEN o.object_kind IN ('view', 'materialized view') THEN 'views'
                ELSE 'tables' END AS kinds,
           count(*) AS judged
    FROM named_objects AS o
    WHERE o.is_in_queries
    GROUP BY kinds
), shares AS (
    SELECT t.kinds, t.judged, q.quoted,
           t.judged >= p.min_objects AND q.quoted * 100.0 / t.judged > p.max_percent AS is_convention
    FROM totals AS t
    JOIN (SELECT f.kinds, count(*) AS quoted FROM found AS f GROUP BY f.kinds) AS q ON q.kinds = t.kinds
    CROSS JOIN params AS p
), named_anew AS (
    -- A name that only another letter would make plain gets none, nor does the second of two that would be alike.
    SELECT f.*,
           CASE WHEN f.words ~ '^[^0-9]' AND octet_length(f.words) <= 63 THEN f.words END AS suggested_name,
           row_number() OVER (PARTITION BY f.place, f.words ORDER BY f.name) AS occurrence
    FROM found AS f
    JOIN shares AS s ON s.kinds = f.kinds AND NOT s.is_convention
), judged AS (
    SELECT a.*,
           a.suggested_name IS NOT NULL AND a.occurrence = 1 AND t.name IS NULL
           -- The relations of other kinds in the same place count too: indexes and sequences.
           AND (a.place NOT LIKE 'relation %'
                OR to_regclass(format('%I.%I', a.schema_name, a.suggested_name)) IS NULL) AS is_free
    FROM named_anew AS a
    LEFT JOIN named_objects AS t ON t.place = a.place AND t.name = a.suggested_name
)
SELECT
    j.schema_name,
    j.object_kind,
    j.object_name,
    j.name,
    j.suggested_name,
    concat_ws(' ', j.object_kind, coalesce(j.parent_name || '.' || j.name, j.name)) AS described,
    concat_ws(' and ', CASE WHEN j.name ~ '^[0-9]' THEN 'digit in front' END,
              CASE WHEN j.name <> lower(j.name) THEN 'capitals' END,
              CASE WHEN j.name ~ '[[:space:]]' THEN 'blanks' END,
              'characters ' || nullif(regexp_replace(j.name, '[^!-/:-@\u005b-\u005e`{-~]', '', 'g'), '')) AS cause,
    CASE WHEN j.is_free THEN format('%s%I%s%I', j.rename_before, j.name, j.rename_between, j.suggested_name) END AS fix_sql,
    CASE WHEN j.is_free THEN format('%s%I%s%I', j.rename_before, j.suggested_name, j.rename_between, j.name) END AS undo_sql,
    NULL AS message
FROM judged AS j
UNION ALL
SELECT NULL, s.kinds, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
       format('%s of %s %s must be written in quotes each time', s.quoted, s.judged, s.kinds)
FROM shares AS s
WHERE s.is_convention
