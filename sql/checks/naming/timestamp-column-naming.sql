-- id          = "timestamp-column-naming"
-- title       = "Column with a time that is called otherwise than others"
-- severity    = "info"
-- object      = "column"
-- confidence  = "low"
-- reads       = ["columns"]
-- message     = "{{ described }} is a {{ type_name }}: {{ following }} of {{ judged }} {{ kinds }} end with _{{ suffix }}"
-- remediation = "Rename it together with the code that names it, so that it ends with _{{ suffix }}."
-- opinionated = true
-- since       = "0.1.0"
-- tags        = ["readability"]
-- [params.timestamp_suffixes]
-- default = ["at", "time", "date", "ts", "timestamp", "on", "datetime"]
-- about   = "Words at the end that may be the convention for timestamps; any other end is none."
-- [params.date_suffixes]
-- default = ["on", "date", "day", "at", "dt"]
-- about   = "The same for dates."
-- [params.min_objects]
-- default = 5
-- about   = "As many such columns there must be."
-- [params.min_percent]
-- default = 60
-- about   = "A convention needs more than this share of them, in percent."
-- ---
-- ## What it does
-- Counts by which word the columns with timestamps end (`created_at`, `created_time`), and those with dates apart
-- (`due_on`, `due_date`). Where more than 60 percent end alike, looks for those that do not. Names of one word, such as `day`
-- or `birthday`, and range bounds (`valid_from`, `starts`, `valid_until`) are left out.
--
-- ## Why it matters
-- `updated`, `update_date` and `updated_at` for the same thing make everybody look it up, and a name that ends like a date
-- lets people compare a moment with a day.
--
-- ## How to fix
-- `ALTER TABLE ... RENAME COLUMN ...` is instant once it gets its lock; the code that names the column is the work.
--
-- ## False positives
-- Names that are clear by themselves (`expiry`, `next_run`).
--
-- ## Sources
-- `_at` for moments and `_on` for days are those of Rails and of the profile seed's `created_at`, `updated_at`, `deleted_at`.

WITH moments AS (
    SELECT c.schema_name, c.qualified, c.table_name, c.column_name, c.type_name,
           c.base_type = 'date' AS is_date,
           lower(substring(c.column_name FROM '_?([A-Z]?[a-z]+)$')) AS word
    FROM columns AS c
    WHERE c.base_type IN ('date', 'timestamp without time zone', 'timestamp with time zone')
      AND NOT c.in_partition AND NOT c.is_inherited
      -- Of several words, the last of which does not say the end of a span.
      AND c.column_name ~ '[A-Za-z]+(_+[A-Za-z]+|[a-z][A-Z][a-z]+)$'
      AND c.column_name !~* '(from|until|till|to|since|begin|start|end|starts|ends|before|after|upto)$'
), words AS (
    SELECT m.is_date, m.word, count(*) AS following FROM moments AS m GROUP BY m.is_date, m.word
), conventions AS (
    SELECT DISTINCT ON (w.is_date) w.is_date, w.word, w.following, t.judged
    FROM words AS w
    JOIN (SELECT m.is_date, count(*) AS judged FROM moments AS m GROUP BY m.is_date) AS t ON t.is_date = w.is_date
    CROSS JOIN params AS p
    WHERE w.word = ANY (CASE WHEN w.is_date THEN p.date_suffixes ELSE p.timestamp_suffixes END)
      AND t.judged >= p.min_objects
      AND w.following * 100 > p.min_percent * t.judged
    ORDER BY w.is_date, w.following DESC
)
SELECT
    m.schema_name,
    m.qualified AS object_name,
    m.column_name AS name,
    format('%s.%s', m.table_name, m.column_name) AS described,
    m.type_name,
    v.word AS suffix,
    CASE WHEN m.is_date THEN 'dates' ELSE 'timestamps' END AS kinds,
    v.following,
    v.judged,
    NULL AS fix_sql,
    NULL AS undo_sql
FROM moments AS m
JOIN conventions AS v ON v.is_date = m.is_date
WHERE m.word IS DISTINCT FROM v.word
