-- id          = "type-in-name"
-- title       = "Name that says its own type"
-- severity    = "info"
-- object      = "column"
-- confidence  = "low"
-- reads       = ["columns", "tables"]
-- message     = "{{ described }} says in its name what it is: {{ mark }}"
-- remediation = "Leave the type out of the name of new objects. An old name may not be worth the change, since all code that names it changes with it."
-- opinionated = true
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

WITH tables_with_mark AS (
    SELECT t.schema_name, t.qualified, t.table_name
    FROM tables AS t
    WHERE NOT t.is_partition AND t.table_name ~ '^(tbl|Tbl|TBL)[A-Z_]|.(_tbl|_table)$'
), marks (words, is_in_front, types) AS (
    VALUES ('{str,txt,vc,chr}'::text[], true, '{text,character varying,character}'::text[]),
           ('{str,txt,varchar}', false, '{text,character varying,character}'),
           ('{int,bigint}', true, '{smallint,integer,bigint}'),
           ('{int,integer,bigint}', false, '{smallint,integer,bigint}'),
           ('{dt,dtm,ts}', true, '{date,timestamp without time zone,timestamp with time zone}'),
           ('{timestamptz}', false, '{timestamp with time zone}'),
           ('{bln,bool,b}', true, '{boolean}'),
           ('{bool,boolean}', false, '{boolean}'),
           ('{num,dec,flt}', true, '{numeric,real,double precision}'),
           ('{numeric,decimal,float}', false, '{numeric,real,double precision}')
), columns_with_mark AS (
    SELECT c.schema_name, c.qualified, c.table_name, c.column_name, c.type_name, c.table_oid,
           -- The name without the mark.
           CASE WHEN m.is_in_front THEN substr(c.column_name, length(w.word) + 2)
                ELSE left(c.column_name, -length(w.word) - 1) END AS rest
    FROM columns AS c
    CROSS JOIN LATERAL (
        VALUES (true, split_part(c.column_name, '_', 1)), (false, split_part(c.column_name, '_', -1))
    ) AS w (is_in_front, word)
    JOIN (SELECT x.word, n.is_in_front, n.types FROM marks AS n CROSS JOIN LATERAL unnest(n.words) AS x (word)) AS m
      ON m.word = w.word AND m.is_in_front = w.is_in_front
    WHERE NOT c.in_partition AND NOT c.is_inherited
      AND length(c.column_name) > length(w.word) + 1
      AND c.base_type = ANY (m.types)
), of_tables AS (
    SELECT (SELECT count(*) FROM tables_with_mark) * 100.0 / count(*) AS percent
    FROM tables AS t
    WHERE NOT t.is_partition
), of_columns AS (
    SELECT (SELECT count(*) FROM columns_with_mark) * 100.0 / count(*) AS percent
    FROM columns AS c
    WHERE NOT c.in_partition AND NOT c.is_inherited
)
-- As subqueries the shares are not counted unless something has a mark.
SELECT t.schema_name, 'table' AS object_kind, t.qualified AS object_name, t.table_name AS name,
       format('table %s', t.table_name) AS described, 'a table' AS mark, NULL AS fix_sql, NULL AS undo_sql
FROM tables_with_mark AS t CROSS JOIN params AS p
WHERE (SELECT o.percent FROM of_tables AS o) <= p.max_percent
UNION ALL
SELECT c.schema_name, 'column', c.qualified, c.column_name,
       format('column %s.%s', c.table_name, c.column_name), c.type_name, NULL, NULL
FROM columns_with_mark AS c
LEFT JOIN columns AS o ON o.table_oid = c.table_oid AND o.column_name = c.rest
CROSS JOIN params AS p
WHERE o.column_name IS NULL AND (SELECT f.percent FROM of_columns AS f) <= p.max_percent
