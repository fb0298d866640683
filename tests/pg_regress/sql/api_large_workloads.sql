-- Index advice on more statements than can be judged one by one.
CREATE EXTENSION dbarch;
CREATE SCHEMA shop;
SET search_path = shop;
CREATE TABLE orders (id int PRIMARY KEY, user_id int, status text, created_at timestamptz, note text);
INSERT INTO orders
SELECT g, g * 7 % 20000 + 1, CASE WHEN g % 100 = 0 THEN 'open' ELSE 'done' END,
       timestamptz '2026-01-01 00:00+00' + g * interval '1 min', repeat('n', 40)
FROM generate_series(1, 100000) g;
ANALYZE;

-- The same question with other constants is the same question.
CREATE FUNCTION variants(n int) RETURNS text[] LANGUAGE sql AS
$$ SELECT array_agg(CASE g % 3 WHEN 0 THEN format('SELECT * FROM orders WHERE user_id = %s', g)
                               WHEN 1 THEN format('SELECT * FROM orders WHERE user_id = %s ORDER BY created_at DESC LIMIT 10', g)
                               ELSE format('SELECT note FROM orders WHERE created_at < timestamptz ''2026-01-01 01:00+00'' + interval ''%s s''', g)
                    END ORDER BY g)
   FROM generate_series(0, n - 1) g $$;
SELECT rank, ddl, query_count, round(improvement_pct) AS pct, confidence FROM dbarch.suggest_indexes(variants(3));
SELECT rank, ddl, query_count, round(improvement_pct) AS pct, confidence FROM dbarch.suggest_indexes(variants(1998));
SELECT detail -> 'workload' AS workload, detail -> 'statement_count' AS changed,
       jsonb_array_length(detail -> 'statements') AS listed, detail -> 'statements' -> 7 ->> 'sql' AS eighth
FROM dbarch.suggest_indexes(variants(1998), max_indexes => 1);
SELECT rank, ddl, query_count, detail -> 'workload' AS workload FROM dbarch.suggest_indexes(variants(30));

-- The rare value is another question than the common one, although both read the same column.
SELECT query_count, detail -> 'statements' -> 0 ->> 'sql' AS sql, detail -> 'workload' AS workload
FROM dbarch.suggest_indexes(ARRAY['SELECT * FROM orders WHERE status = ''done''', 'SELECT * FROM orders WHERE status = ''open''',
                                  'SELECT * FROM orders WHERE status = ''none''']);

-- Constants are found for those that are judged, and are those of all that they stand for.
SELECT array_agg(format('SELECT * FROM orders WHERE user_id = $1 /* %s */', g)) AS queries FROM generate_series(1, 600) g \gset
SELECT ddl, query_count, confidence, detail -> 'workload' AS workload,
       (SELECT array_agg(DISTINCT s ->> 'constants') FROM jsonb_array_elements(detail -> 'statements') s) AS constants
FROM dbarch.suggest_indexes(:'queries');

-- Six hundred different questions: what the hundred that are not judged weigh is told.
DO $$ BEGIN
    EXECUTE format('CREATE TABLE wide (%s)', (SELECT string_agg(format('c%s int', g), ', ') FROM generate_series(1, 600) g));
    EXECUTE format('INSERT INTO wide SELECT %s FROM generate_series(1, 1000) g',
                   (SELECT string_agg('g', ', ') FROM generate_series(1, 600)));
END $$;
ANALYZE wide;
SELECT array_agg(format('SELECT 1 FROM wide WHERE c%s = 7', g) ORDER BY g) AS queries,
       array_agg(CASE WHEN g <= 450 THEN 10 ELSE 1 END ORDER BY g) AS weights
FROM generate_series(1, 600) g \gset
SELECT count(*), min(detail ->> 'workload') AS workload, sum(query_count) AS queries
FROM dbarch.suggest_indexes(:'queries', :'weights');
-- Those that no index could help, here because none is wanted, need no judging and belong to the cost all the same.
SELECT query_count, improvement_pct < 50 AS of_all, detail -> 'workload' AS workload
FROM dbarch.suggest_indexes(:'queries'::text[] || 'SELECT * FROM orders WHERE user_id = 5'::text, tables => '{orders}');

-- The recorded workload. How many rows a statement returns tells it from one whose generic plan is the same.
CREATE EXTENSION pg_stat_statements SCHEMA public;
SET pg_stat_statements.track = 'all';
SELECT count(*) FROM public.pg_stat_statements_reset() AS reset;
DO $$ BEGIN
    FOR g IN 1..600 LOOP
        EXECUTE format('SELECT c%s FROM wide WHERE c%s = %s', g, g % 2 + 1, g);
    END LOOP;
    EXECUTE 'SELECT id, created_at FROM orders WHERE created_at < ''2026-01-01 00:05+00''';
    EXECUTE 'SELECT created_at, id FROM orders WHERE created_at < ''2027-01-01 00:05+00''';
END $$;
RESET pg_stat_statements.track;
SELECT query_count, s ->> 'sql' AS sql, s ->> 'constants' AS constants,
       (detail -> 'workload' ->> 'statements')::int BETWEEN 602 AND 620 AS all_there,
       detail -> 'workload' -> 'covered_pct' AS covered
FROM dbarch.suggest_indexes(tables => '{orders}', max_columns => 1), jsonb_array_elements(detail -> 'statements') s;

SET client_min_messages = warning;
DROP SCHEMA shop CASCADE;
DROP EXTENSION pg_stat_statements;
DROP EXTENSION dbarch;
