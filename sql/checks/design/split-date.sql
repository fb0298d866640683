-- id          = "split-date"
-- title       = "Date in three columns"
-- severity    = "info"
-- object      = "table"
-- confidence  = "medium"
-- reads       = ["columns"]
-- identity    = ["stem"]
-- message     = "{{ table_name }} keeps a date in three columns: {{ year_column }}, {{ month_column }} and {{ day_column }}"
-- remediation = "Use one date column; generated columns or extract() give the parts."
-- since       = "0.1.0"
-- tags        = ["correctness"]
-- ---
-- ## What it does
-- Looks for tables with number columns for year, month and day of the same beginning, such as birth_year, birth_month
-- and birth_day. Generated columns, and tables with a date column of that beginning (calendars), are left out, as are
-- partitions, heirs and foreign tables.
--
-- ## Why it matters
-- Nothing refuses the 31st of February. A range over the end of a month takes three conditions joined by OR, which no
-- index serves well, and arithmetic has to put the date together first.
--
-- ## How to fix
-- ADD COLUMN a date, fill it with make_date(year, month, day), and drop the three.
--
-- ## False positives
-- Dates of which parts may be unknown, such as those of births long ago; calendars of a warehouse.
--
-- ## Sources
-- PostgreSQL documentation, "Date/Time Functions and Operators". No other tool has the check.

WITH parts AS (
    SELECT
        c.*,
        lower(substring(c.column_name FROM '(?i)^(.*?)_?(?:year|month|day)$')) AS stem,
        lower(substring(c.column_name FROM '(?i)(year|month|day)$')) AS part
    FROM columns AS c
    WHERE c.base_type IN ('smallint', 'integer', 'bigint', 'numeric')
      AND c.column_name ~* '(year|month|day)$'
      AND NOT c.is_generated
      AND NOT c.in_partition AND NOT c.is_inherited AND c.table_kind <> 'foreign table'
)
SELECT
    c.schema_name,
    c.table_qualified AS object_name,
    c.table_name,
    c.stem,
    min(c.column_name) FILTER (WHERE c.part = 'year') AS year_column,
    min(c.column_name) FILTER (WHERE c.part = 'month') AS month_column,
    min(c.column_name) FILTER (WHERE c.part = 'day') AS day_column
FROM parts AS c
WHERE NOT EXISTS (SELECT FROM columns AS d
                  WHERE d.table_oid = c.table_oid AND d.base_type = 'date' AND starts_with(lower(d.column_name), c.stem))
GROUP BY c.schema_name, c.table_qualified, c.table_name, c.stem
HAVING count(DISTINCT c.part) = 3
