-- id          = "boolean-column-naming"
-- title       = "Boolean column that is not called by a question"
-- severity    = "info"
-- object      = "column"
-- confidence  = "low"
-- reads       = ["columns"]
-- message     = "{{ described }} is a boolean without a word such as {{ params.prefixes[0] }}_: {{ following }} of {{ judged }} boolean columns have one"
-- remediation = "Rename it together with the code that names it, such as to is_{{ name }} or has_{{ name }}."
-- opinionated = true
-- since       = "0.1.0"
-- tags        = ["readability"]
-- [params.prefixes]
-- default = ["is", "has", "can", "was", "are", "had", "have", "should", "allow", "allows", "does", "needs", "requires", "use", "uses", "must", "may", "will", "did", "show", "hide", "enable", "disable", "include", "exclude", "send", "no"]
-- about   = "Words that the name of a boolean column begins with."
-- [params.suffixes]
-- default = ["flag", "enabled", "disabled", "allowed", "required"]
-- about   = "Words that it may end with instead."
-- [params.min_objects]
-- default = 5
-- about   = "As many boolean columns there must be."
-- [params.min_percent]
-- default = 60
-- about   = "Nothing is reported unless more than this share of them follows, in percent."
-- ---
-- ## What it does
-- Where most boolean columns begin with a word such as `is` or `has`, looks for those that do not. Where fewer do, it is no
-- convention, and nothing is said. Partitions and inherited columns follow their parent.
--
-- ## Why it matters
-- `is_active` is read as a question with the answer yes or no; `active` could be a date, a count or a state.
--
-- ## How to fix
-- `ALTER TABLE ... RENAME COLUMN ...` is instant once it gets its lock; the code that names the column is the work.
--
-- ## False positives
-- Participles that everybody reads as a question (`archived`, `verified`): add them to `suffixes`, or set `min_percent` to 100.
--
-- ## Sources
-- Opinion, of several style guides for SQL.

WITH booleans AS (
    SELECT c.*,
           -- isActive, is_active and IsActive begin with the same word.
           lower(substring(c.column_name FROM '^_*([A-Za-z][a-z]*)')) = ANY (p.prefixes)
           OR lower(substring(c.column_name FROM '_?([A-Za-z]?[a-z]*)$')) = ANY (p.suffixes) AS follows
    FROM columns AS c CROSS JOIN params AS p
    WHERE c.base_type = 'boolean' AND NOT c.in_partition AND NOT c.is_inherited
), share AS (
    SELECT count(*) AS judged, count(*) FILTER (WHERE b.follows) AS following FROM booleans AS b
)
SELECT
    b.schema_name,
    b.qualified AS object_name,
    b.column_name AS name,
    format('%s.%s', b.table_name, b.column_name) AS described,
    share.following,
    share.judged,
    NULL AS fix_sql,
    NULL AS undo_sql
FROM booleans AS b
CROSS JOIN share
CROSS JOIN params AS p
WHERE NOT b.follows
  AND share.judged >= p.min_objects
  AND share.following * 100 > p.min_percent * share.judged
