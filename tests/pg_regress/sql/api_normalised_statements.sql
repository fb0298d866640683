-- Statements whose constants have become parameters, as pg_stat_statements keeps them.
CREATE EXTENSION dbarch;
CREATE SCHEMA shop;
SET search_path = shop;
CREATE TABLE orders (id int PRIMARY KEY, user_id int, status text, total numeric, created_at timestamptz, note text);
INSERT INTO orders
SELECT g, g * 7 % 20000 + 1, CASE WHEN g % 100 = 0 THEN 'open' ELSE 'done' END, g % 991,
       timestamptz '2026-01-01 00:00+00' + g * interval '1 min', repeat('n', 40)
FROM generate_series(1, 50000) g;
CREATE TABLE old_orders AS SELECT * FROM orders LIMIT 100;
ANALYZE;

-- What was left out and why; all of them are planned together with one that an index is suggested for.
CREATE FUNCTION refused(VARIADIC queries text[]) RETURNS SETOF text LANGUAGE sql AS
$$ WITH s AS MATERIALIZED (
       SELECT detail
       FROM dbarch.suggest_indexes(text 'SELECT note FROM orders WHERE user_id = $1 AND total = $2' || queries)
       WHERE rank = 1)
   SELECT (detail ->> 'skipped_count') || ' left out' FROM s
   UNION ALL
   SELECT (skipped ->> 'sql') || E'\n   ' || (skipped ->> 'reason')
   FROM s, jsonb_array_elements(s.detail -> 'skipped') AS skipped $$;
SET client_min_messages = warning;

-- What does not parse: types in front of constants, and grammar of its own.
SELECT refused(
    'SELECT * FROM orders WHERE created_at > now() - interval $1',
    'SELECT * FROM orders WHERE created_at > now() - interval $1 day to second(3)',
    'SELECT * FROM orders WHERE created_at > timestamp(3) with time zone $1 OR created_at < pg_catalog.timestamptz $2',
    'SELECT * FROM orders WHERE created_at >= date $1 AND created_at < date $1 + interval $2 AND total > numeric(10, 2) $3',
    'SELECT extract($1 FROM created_at), count(*) FROM orders GROUP BY 1 HAVING extract($1 FROM min(created_at)) > $2',
    'SELECT normalize(status, $1), double precision $2, national character varying(8) $3, "char" $4 FROM orders');

-- What has no meaning: parameters whose type nothing tells, or that were taken for text.
SELECT refused(
    'SELECT * FROM orders WHERE total BETWEEN $1 AND $2 + $3',
    'SELECT * FROM orders WHERE created_at > date $1 + $2',
    'SELECT * FROM orders WHERE created_at BETWEEN $1 + $2 AND $3',
    'SELECT * FROM orders WHERE id = ANY (ARRAY[$1, $2, $3]) AND created_at <> ALL (ARRAY[$4, $5])',
    'SELECT sum(CASE WHEN status = $1 THEN $2 ELSE $3 END), percentile_cont($4) WITHIN GROUP (ORDER BY total) FROM orders',
    'SELECT * FROM generate_series($1, $2) AS g JOIN orders AS o ON o.id = g',
    'SELECT * FROM orders AS o JOIN (VALUES ($1, $2), ($3, $4)) AS v (id, n) ON v.id = o.id AND v.n = o.note',
    'WITH RECURSIVE t AS (SELECT id, $1 AS depth FROM orders WHERE id = $2
                          UNION ALL SELECT o.id, t.depth + $3 FROM t JOIN orders AS o ON o.id = t.id) SELECT * FROM t',
    'SELECT jsonb_build_object($1, id, $2, $3), concat($4, status), $5 IS NULL FROM orders',
    'SELECT to_char($1, $2), extract($3 FROM $4), format($5, $6), $7 + $8 * $9');

-- What means something else: lists of which PostgreSQL 18 keeps one element, and statements prepared in SQL.
SELECT refused(
    'SELECT * FROM orders WHERE id IN ($1 /*, ... */) OR user_id = ANY (ARRAY[$2 /*, ... */])',
    'PREPARE by_user (int, numeric(10, 2)) AS SELECT $1 + $1, $2 FROM orders WHERE user_id = $1 LIMIT $3');
SELECT ddl, detail -> 'statements' -> 0 ->> 'sql' AS sql, detail -> 'keys' AS keys
FROM dbarch.suggest_indexes(ARRAY['SELECT * FROM orders WHERE user_id IN ($1 /*, ... */)']) \gx

-- The others are told, each with the reason that stands: the server's for the text as it is, or what else is wrong.
SELECT refused(
    'SELECT FROM WHERE date $1',
    'SELECT gone($1), gone($2, $3) FROM orders',
    'SELECT $1 + $2 FROM gone',
    'SELECT $1 + $2 FROM orders WHERE gone = 1',
    'SELECT * FROM gone WHERE at > date $1',
    'SELECT * FROM orders WHERE status = 1',
    'PREPARE TRANSACTION ''x''', 'EXECUTE by_user(1, 2, 3)', 'VACUUM');

-- Recorded statements. The text that is shown is the recorded one (18 keeps no comments in front of it).
CREATE EXTENSION pg_stat_statements SCHEMA public;
SELECT count(*) FROM public.pg_stat_statements_reset() AS reset;
SELECT count(*) FROM orders WHERE created_at BETWEEN timestamptz '2026-01-02' AND timestamptz '2026-01-02' + interval '1 hour';
SELECT count(*) FROM orders WHERE total BETWEEN 40 AND 40 + 2;
SELECT E'-- name: a comment of the application\nSELECT extract(year FROM created_at) AS year FROM orders WHERE user_id = 7' \gexec
PREPARE by_day (date) AS SELECT count(*) FROM orders WHERE created_at = $1 + interval '1 day' AND note <> 'x';
EXECUTE by_day('2026-01-02');
SELECT count(*) FROM old_orders WHERE created_at > date '2026-01-01';
DROP TABLE old_orders;
CREATE TEMPORARY TABLE suggestion AS SELECT * FROM dbarch.suggest_indexes();
SELECT rank, ddl, query_count FROM suggestion;
SELECT DISTINCT regexp_replace(s ->> 'sql', '^(PREPARE .*? AS |--.*?\n)', '') AS sql
FROM suggestion, jsonb_array_elements(detail -> 'statements') AS s ORDER BY 1;
SELECT s ->> 'sql' AS sql, s ->> 'reason' AS reason FROM suggestion, jsonb_array_elements(detail -> 'skipped') AS s;

-- So they are in the validation of an index.
SELECT regexp_replace(query, '^(PREPARE .*? AS |--.*?\n)', '') AS sql, verdict
FROM dbarch.validate_index('CREATE INDEX ON shop.orders (created_at)') ORDER BY 1;

DEALLOCATE by_day;
DROP SCHEMA shop CASCADE;
DROP EXTENSION pg_stat_statements;
DROP EXTENSION dbarch;
