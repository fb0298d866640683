-- Every object of the extension has a comment: \d+ and \df+ are where a DBA looks first.
SET client_min_messages = error;
CREATE EXTENSION IF NOT EXISTS dbarch;
RESET client_min_messages;

-- Functions, types, tables, views, sequences, and the schema. Row types and arrays, which PostgreSQL makes by itself and
-- counts as members from 18 on, have nothing to say.
SELECT pg_describe_object(d.classid, d.objid, 0) AS without_comment
FROM pg_depend AS d
WHERE d.refclassid = 'pg_extension'::regclass
  AND d.refobjid = (SELECT oid FROM pg_extension WHERE extname = 'dbarch')
  AND d.deptype = 'e'
  AND obj_description(d.objid, d.classid::regclass::name) IS NULL
  AND NOT EXISTS (SELECT FROM pg_type AS t LEFT JOIN pg_class AS c ON c.oid = t.typrelid
                  WHERE d.classid = 'pg_type'::regclass AND t.oid = d.objid
                    AND (t.typcategory = 'A' OR c.relkind IN ('r', 'v')))
UNION ALL
SELECT 'schema dbarch' WHERE obj_description('dbarch'::regnamespace, 'pg_namespace') IS NULL
ORDER BY 1;

-- Columns of tables, views and composite types.
SELECT a.attrelid::regclass || '.' || a.attname AS without_comment
FROM pg_class AS c
JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relnamespace = 'dbarch'::regnamespace
  AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'c')
  AND col_description(c.oid, a.attnum) IS NULL
ORDER BY c.relname, a.attnum;

-- The walk above finds something to look at.
SELECT count(*) FILTER (WHERE d.classid = 'pg_proc'::regclass) > 10 AS functions,
       count(*) FILTER (WHERE d.classid = 'pg_class'::regclass) > 1 AS relations
FROM pg_depend AS d
WHERE d.refclassid = 'pg_extension'::regclass
  AND d.refobjid = (SELECT oid FROM pg_extension WHERE extname = 'dbarch') AND d.deptype = 'e';

DROP EXTENSION dbarch;
