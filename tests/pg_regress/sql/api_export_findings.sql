-- Findings in the formats of other tools.
SET client_min_messages = error;
CREATE EXTENSION IF NOT EXISTS dbarch;
DROP SCHEMA IF EXISTS shop CASCADE;
CREATE SCHEMA shop;
CREATE TABLE shop."Line, Item" (note text);
CREATE TABLE shop.orders (id int PRIMARY KEY, a int);
CREATE INDEX orders_a ON shop.orders (a);
CREATE INDEX orders_a_again ON shop.orders (a);
\pset format unaligned
\pset tuples_only on

-- What stays the same in every release: shape, names, levels, one object each.
CREATE FUNCTION pg_temp.exported(format text) RETURNS text LANGUAGE sql AS $$
    SELECT dbarch.export_findings(format, checks => '{missing-primary-key,duplicate-index,unused-index}', schemas => '{shop}')
$$;
SELECT r ->> 'ruleId', r ->> 'level', r #>> '{locations,0,logicalLocations,0,fullyQualifiedName}',
       r #>> '{locations,0,physicalLocation,artifactLocation,uri}', r #>> '{partialFingerprints,dbarch/v1}'
FROM jsonb_array_elements(pg_temp.exported('sarif')::jsonb #> '{runs,0,results}') AS r;
SELECT jsonb_array_length(s #> '{runs,0,tool,driver,rules}'), s #> '{runs,0,invocations,0,toolExecutionNotifications,0,descriptor}'
FROM (SELECT pg_temp.exported('sarif')::jsonb) AS x (s);
SELECT f ->> 'check_id', f ->> 'object_name' FROM jsonb_array_elements(pg_temp.exported('json')::jsonb) AS f;
SELECT l::jsonb ->> 'check_id' FROM regexp_split_to_table(trim(trailing E'\n' FROM pg_temp.exported('jsonl')), E'\n') AS l;
SELECT i ->> 'check_name', i ->> 'severity', i #>> '{location,path}'
FROM jsonb_array_elements(pg_temp.exported('gitlab')::jsonb) AS i;
SELECT xpath('//testcase/@name', x), xpath('//failure/@type', x), xpath('count(//skipped)', x)
FROM (SELECT pg_temp.exported('junit')::xml) AS j (x);
SELECT pg_temp.exported('github');
SELECT split_part(pg_temp.exported('csv'), E'\n', 1);
SELECT regexp_replace(pg_temp.exported('markdown'), '\n## Not judged.*', '');
-- Nothing to say is a document too.
DROP TABLE shop."Line, Item", shop.orders;
SELECT pg_temp.exported('sarif')::jsonb #> '{runs,0,results}', pg_temp.exported('gitlab');

-- Mistakes.
\set VERBOSITY default
SELECT dbarch.export_findings('pdf');
\echo :LAST_ERROR_SQLSTATE
SELECT dbarch.export_findings('csv', areas => '{index}');
DROP SCHEMA shop;
SET client_min_messages = error;
DROP EXTENSION dbarch CASCADE;
