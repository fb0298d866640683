-- id          = "misleading-name"
-- title       = "Name that says something else than the object is"
-- severity    = "info"
-- object      = "column"
-- confidence  = "medium"
-- reads       = ["columns", "index_names", "tables", "view_names"]
-- message     = "{{ described }} {{ problem }}"
-- remediation = "Rename it, or make it what the name says: look at the code that relies on the name."
-- since       = "0.1.0"
-- tags        = ["correctness", "readability"]
-- ---
-- ## What it does
-- Looks for names that promise what the object is not: indexes called unique that are not; columns called `is_...` or
-- `has_...` that hold text or numbers; columns called `..._at`, `..._date` or `..._time` that hold text; columns called
-- `..._count` that hold text; tables called as views (`vw_...`) and views called as tables (`tbl_...`).
--
-- ## Why it matters
-- People and code rely on names. Where an index called unique is not, duplicates get in, and nobody looks there. Dates kept
-- as text sort and compare as text.
--
-- ## How to fix
-- An index that should be unique: create it so CONCURRENTLY, once duplicates are gone, and drop the old one. A column with the
-- wrong type: see what it holds, then change the type or the name. Everything else: rename it.
--
-- ## False positives
-- Words that mean something else in the language of the schema; columns for raw input that is parsed later.
--
-- ## Sources
-- Opinion; the marks are those of common naming conventions.

SELECT i.schema_name, 'index' AS object_kind, i.qualified AS object_name,
       i.index_name AS name,
       format('index %s on %s', i.index_name, i.table_name) AS described,
       'is called unique and is not' AS problem,
       'warning' AS severity,
       NULL AS fix_sql, NULL AS undo_sql
FROM index_names AS i
-- The names of columns may have these words themselves.
WHERE NOT i.is_unique
  AND i.index_name ~ '^(uq|uk|ux|uniq|unique|uidx)_|_(uq|uk|uniq|unique|uidx|uindex)$'
  AND NOT EXISTS (SELECT FROM unnest(i.key_columns) AS k (name) WHERE k.name ~ '(uq|uk|uniq|unique)')
UNION ALL
SELECT c.schema_name, 'column', c.qualified, c.column_name,
       format('column %s.%s', c.table_name, c.column_name),
       CASE WHEN c.column_name ~ '^(is|has)_' THEN format('asks a question and is %s, not boolean', c.type_name)
            WHEN c.column_name ~ '_(count|qty|quantity)$' THEN format('promises a number and is %s', c.type_name)
            ELSE format('promises a time and is %s', c.type_name) END,
       NULL, NULL, NULL
FROM columns AS c
WHERE NOT c.in_partition AND NOT c.is_inherited
  -- Few columns have one of these words, and only those are looked at closer.
  AND (left(c.column_name, 3) = 'is_' OR left(c.column_name, 4) = 'has_'
       OR split_part(c.column_name, '_', -1) IN ('at', 'date', 'datetime', 'timestamp', 'count', 'qty', 'quantity'))
  AND ((c.base_type IN ('text', 'character varying', 'character', 'smallint', 'integer', 'bigint', 'numeric')
        AND c.column_name ~ '^(is|has)_[a-z]'
        AND c.column_name !~ '_(id|count|code|no|number|type|name|by)$')
       OR (c.base_type IN ('text', 'character varying', 'character')
           AND c.column_name ~ '[a-z]_(at|date|datetime|timestamp|count|qty|quantity)$'
           AND c.column_name !~ '^(look|arrive|format|raw)_'))
UNION ALL
SELECT t.schema_name, 'table', t.qualified, t.table_name,
       format('table %s', t.table_name), 'is called a view and is a table',
       NULL, NULL, NULL
FROM tables AS t
WHERE NOT t.is_partition AND NOT t.is_foreign AND t.table_name ~ '^vw_|_vw$'
UNION ALL
SELECT v.schema_name, CASE WHEN v.is_materialized THEN 'materialized view' ELSE 'view' END, v.qualified, v.view_name,
       format('view %s', v.view_name), 'is called a table and is a view',
       NULL, NULL, NULL
FROM view_names AS v
WHERE v.view_name ~ '^tbl_|_tbl$'
