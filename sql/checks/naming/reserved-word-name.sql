-- id          = "reserved-word-name"
-- title       = "Name that is a reserved word"
-- severity    = "info"
-- object      = "table"
-- reads       = ["named_objects"]
-- message     = "{{ described }} is called by a reserved word: without quotes {{ effect }}"
-- remediation = "Choose another name, such as one with a second word in it, and rename it together with the code that names it. Until then write it in quotes."
-- since       = "0.1.0"
-- tags        = ["readability"]
-- [params.exempt]
-- default = []
-- about   = "Words that are not reported."
-- ---
-- ## What it does
-- Looks for tables, views, columns, functions and types whose name is a word that PostgreSQL reserves for that place, such as
-- `order` or `user`. Which words these are is asked of the server (`pg_get_keywords()`): words that need no quotes there, such
-- as `name` or `status`, are not reported, nor are words reserved by the SQL standard alone. A name with capitals is not a
-- key word. A table that is called `user`, `current_user` or the like is a warning, since it fails silently.
--
-- ## Why it matters
-- The name must be quoted in every statement for ever. Where it is not, most statements fail, but some do something
-- else: `SELECT * FROM user` returns the name of the current user.
--
-- ## How to fix
-- `ALTER ... RENAME` is instant once it gets its lock; the code that names the object is the work. Views and foreign keys
-- follow.
--
-- ## False positives
-- None known: the word does need quotes. Code that quotes all names never notices.
--
-- ## Sources
-- PostgreSQL documentation, appendix "SQL Key Words"; categories of `pg_get_keywords()`. Peers compare with fixed lists of
-- some 30 words, or with upper case only, and miss `order` and `user`.

SELECT
    o.schema_name,
    o.object_kind,
    o.object_name,
    o.name,
    concat_ws(' ', o.object_kind, o.parent_name || '.' || o.name,
              CASE WHEN o.parent_name IS NULL THEN o.name END) AS described,
    CASE WHEN w.is_value AND o.object_kind IN ('table', 'partitioned table', 'foreign table', 'view', 'materialized view')
         THEN format('SELECT ... FROM %s asks for the function of that name instead', o.name)
         WHEN w.is_value AND o.object_kind = 'column'
         THEN format('SELECT %s returns the value of that name instead', o.name)
         WHEN w.catcode = 'C' THEN 'a statement that names it means something else or is a syntax error'
         ELSE 'each statement that names it is a syntax error' END AS effect,
    CASE WHEN w.is_value AND o.object_kind NOT IN ('function', 'procedure', 'type', 'domain') THEN 'warning' END AS severity,
    NULL AS fix_sql,
    NULL AS undo_sql
FROM params AS p
CROSS JOIN named_objects AS o
JOIN (
    SELECT k.word, k.catcode,
           k.word IN ('user', 'current_user', 'session_user', 'current_role', 'current_date', 'current_time',
                      'current_timestamp', 'localtime', 'localtimestamp', 'current_catalog', 'current_schema',
                      'system_user') AS is_value
    FROM pg_get_keywords() AS k
    WHERE k.catcode <> 'U'
) AS w ON w.word = o.name
WHERE o.is_in_queries
  -- Functions and types may be called by words that are reserved elsewhere (T), columns and tables by others (C).
  AND (w.catcode = 'R'
       OR w.catcode = CASE WHEN o.object_kind IN ('function', 'procedure', 'type', 'domain') THEN 'C' ELSE 'T' END)
  AND o.name <> ALL (p.exempt)
