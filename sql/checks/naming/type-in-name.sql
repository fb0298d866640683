-- id          = "type-in-name"
-- title       = "Name that says its own type"
-- severity    = "info"
-- object      = "column"
-- confidence  = "low"
-- reads       = ["columns", "tables"]
-- message     = "{{ described }} says in its name what it is: {{ mark }}"
-- remediation = "Leave the type out of the name of new objects. An old name may not be worth the change, since all code that names it changes with it."
-- since       = "0.1.0"
-- tags        = ["readability"]
-- [params.max_percent]
-- default = 40
-- about   = "Where more than this share of the tables (or of the columns) has such a name, in percent, it is the convention."
-- ---
-- ## What it does
-- Looks for tables called `tbl_...` or `..._table`, and for columns with their type at either end of the name:
-- `str_name`, `int_count`, `name_varchar`. The mark of a column must agree with its type, so that `int_rate` for an interest
-- rate is no finding. Where many names have such marks it is a convention, and nothing is said.
--
-- ## Why it matters
-- The catalog knows the type. The name has to change with it, or lies from then on.
--
-- ## How to fix
-- `ALTER ... RENAME` is instant once it gets its lock; the code that names the object is the work.
--
-- ## False positives
-- Columns that keep the same thing in two forms (`amount_text` beside `amount`): the mark tells them apart. These are left
-- out where the other one exists in the same table.
--
-- ## Sources
-- Opinion, of several style guides for SQL.

WITH marked_tables AS (
    SELECT t.schema_name, t.qualified, t.table_name,
           t.table_name ~ '^(tbl|Tbl|TBL)[A-Z_]|.(_tbl|_table)$' AS is_marked
    FROM tables AS t
    WHERE NOT t.is_partition
), marked_columns AS (
    SELECT c.schema_name, c.qualified, c.table_name, c.column_name, c.type_name, c.table_oid,
           CASE
               WHEN c.column_name ~ '^(str|txt|vc|chr)_.|.(_str|_varchar|_txt)$'
               THEN c.base_type IN ('text', 'character varying', 'character')
               WHEN c.column_name ~ '^(int|bigint)_.|.(_int|_integer|_bigint)$'
               THEN c.base_type IN ('smallint', 'integer', 'bigint')
               WHEN c.column_name ~ '^(dt|dtm|ts)_.|.(_timestamptz)$'
               THEN c.base_type IN ('date', 'timestamp without time zone', 'timestamp with time zone')
               WHEN c.column_name ~ '^(bln|bool|b)_.|.(_bool|_boolean)$' THEN c.base_type = 'boolean'
               WHEN c.column_name ~ '^(num|dec|flt)_.|.(_numeric|_decimal|_float)$'
               THEN c.base_type IN ('numeric', 'real', 'double precision')
               ELSE false
           END AS is_marked,
           -- The name without the mark, which stands at one of its ends.
           ARRAY[regexp_replace(c.column_name, '^[a-z]+_', ''), regexp_replace(c.column_name, '_[a-z]+$', '')] AS rests
    FROM columns AS c
    WHERE NOT c.in_partition AND NOT c.is_inherited
), shares AS (
    SELECT (SELECT count(*) FILTER (WHERE t.is_marked) * 100.0 / nullif(count(*), 0) FROM marked_tables AS t) AS of_tables,
           (SELECT count(*) FILTER (WHERE c.is_marked) * 100.0 / nullif(count(*), 0) FROM marked_columns AS c) AS of_columns
)
SELECT t.schema_name, 'table' AS object_kind, t.qualified AS object_name, t.table_name AS name,
       format('table %s', t.table_name) AS described, 'a table' AS mark, NULL AS fix_sql, NULL AS undo_sql
FROM marked_tables AS t CROSS JOIN shares AS s CROSS JOIN params AS p
WHERE t.is_marked AND s.of_tables <= p.max_percent
UNION ALL
SELECT c.schema_name, 'column', c.qualified, c.column_name,
       format('column %s.%s', c.table_name, c.column_name), c.type_name, NULL, NULL
FROM marked_columns AS c CROSS JOIN shares AS s CROSS JOIN params AS p
WHERE c.is_marked AND s.of_columns <= p.max_percent
  AND NOT EXISTS (SELECT FROM columns AS o WHERE o.table_oid = c.table_oid AND o.column_name = ANY (c.rests))
