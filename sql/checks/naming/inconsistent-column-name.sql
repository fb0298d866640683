-- id          = "inconsistent-column-name"
-- title       = "Column spelled otherwise than its like"
-- severity    = "info"
-- object      = "column"
-- confidence  = "medium"
-- reads       = ["columns"]
-- message     = "{{ described }} is spelled {{ usual }} in {{ usual_count }} tables of the schema"
-- remediation = "Rename it together with the code that names it{% if not fix_sql %}; {{ usual }} is taken in this table, so look first how the two differ{% endif %}. Views follow; the text of functions does not."
-- since       = "0.1.0"
-- tags        = ["readability"]
-- [params.min_tables]
-- default = 2
-- about   = "As many other tables must have the usual spelling."
-- ---
-- ## What it does
-- Looks for columns whose name is the same as that of columns in other tables of the schema but for underscores and
-- capitals, such as `zipcode` beside `zip_code`. Reported is the spelling that fewer tables have, if at least twice as
-- many have the other one. Partitions and inherited columns follow their parent.
--
-- ## Why it matters
-- `JOIN ... USING`, `NATURAL JOIN` and each search through the schema miss the odd one, and code that works for one table
-- fails for the next.
--
-- ## How to fix
-- `ALTER TABLE ... RENAME COLUMN ...` is instant once it gets its lock; the code that names the column is the work.
--
-- ## False positives
-- Words that are two things when written apart. None is known that two schemas had.
--
-- ## Sources
-- Peers compare types of columns with equal names, not spellings.

WITH spellings AS (
    SELECT c.schema_name, replace(lower(c.column_name), '_', '') AS letters, c.column_name, count(*) AS tables
    FROM columns AS c
    WHERE NOT c.in_partition AND NOT c.is_inherited
    GROUP BY c.schema_name, letters, c.column_name
), usual AS (
    SELECT s.schema_name, s.letters,
           (array_agg(s.column_name ORDER BY s.tables DESC, s.column_name))[1] AS column_name,
           max(s.tables) AS tables
    FROM spellings AS s
    GROUP BY s.schema_name, s.letters
    HAVING count(*) > 1
), odd AS (
    SELECT s.schema_name, s.column_name, u.column_name AS usual, u.tables AS usual_count
    FROM spellings AS s
    JOIN usual AS u ON u.schema_name = s.schema_name AND u.letters = s.letters AND u.column_name <> s.column_name
    CROSS JOIN params AS p
    WHERE u.tables >= p.min_tables AND u.tables >= 2 * s.tables
)
SELECT
    c.schema_name,
    c.qualified AS object_name,
    c.column_name AS name,
    format('%s.%s', c.table_name, c.column_name) AS described,
    o.usual,
    o.usual_count,
    CASE WHEN t.column_name IS NULL
         THEN format('ALTER TABLE %s RENAME COLUMN %I TO %I', c.table_qualified, c.column_name, o.usual) END AS fix_sql,
    CASE WHEN t.column_name IS NULL
         THEN format('ALTER TABLE %s RENAME COLUMN %I TO %I', c.table_qualified, o.usual, c.column_name) END AS undo_sql
FROM odd AS o
JOIN columns AS c ON c.schema_name = o.schema_name AND c.column_name = o.column_name
LEFT JOIN columns AS t ON t.table_oid = c.table_oid AND t.column_name = o.usual
WHERE NOT c.in_partition AND NOT c.is_inherited
