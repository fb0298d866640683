-- What indexes are made of besides columns in a b-tree: expressions, operator classes, collations, predicates, INCLUDE
-- columns and other access methods.
-- needs: pg_trgm
\set VERBOSITY terse
SET client_min_messages = warning;
CREATE EXTENSION dbarch;
CREATE EXTENSION pg_trgm;
RESET client_min_messages;
CREATE SCHEMA shop;
SET search_path = shop, public;
CREATE TABLE items (
    id int PRIMARY KEY, email text NOT NULL, title varchar(80), doc jsonb, tags text[], status text, closed_at date,
    hot boolean, made timestamp, words tsvector, during tsrange, place point, note text
);
INSERT INTO items
SELECT i, 'User' || i || '@Example.org', 'title ' || (i * 7919 % 50000), jsonb_build_object('k', i % 5000, 'n', i % 300),
       ARRAY['t' || i % 500, 'u' || i % 37], CASE WHEN i % 500 = 0 THEN 'waiting' WHEN i % 3 = 0 THEN 'open' ELSE 'done' END,
       CASE WHEN i % 200 <> 0 THEN date '2026-01-01' END, i % 100 = 0, timestamp '2026-01-01' + i * interval '1 minute',
       to_tsvector('simple', 'word' || i % 3000), tsrange(timestamp '2026-01-01' + i * interval '1 minute',
       timestamp '2026-01-01' + i * interval '61 seconds'), point(i % 100, i % 77), repeat('x', 60) || i
FROM generate_series(1, 50000) AS i;
VACUUM ANALYZE items;

CREATE FUNCTION advice(VARIADIC queries text[]) RETURNS SETOF text LANGUAGE sql AS
$$ SELECT regexp_replace(ddl, '^CREATE INDEX CONCURRENTLY (.*) ON shop.items USING', '\1:') FROM dbarch.suggest_indexes(queries)
   WHERE action = 'create' ORDER BY 1 $$;

-- Expressions, as keys and as wanted orders. What is not immutable no index can store.
SELECT advice('SELECT * FROM items WHERE lower(email) = ''user5@example.org''');
SELECT advice('SELECT * FROM items WHERE doc ->> ''k'' = ''17''');
SELECT advice('SELECT * FROM items WHERE (doc ->> ''n'')::int = 17');
SELECT advice('SELECT * FROM items ORDER BY lower(email) LIMIT 5');
SELECT advice('SELECT * FROM items AS a JOIN items AS b ON lower(a.email) = lower(b.title) WHERE a.id = 5');
SELECT advice('SELECT * FROM items WHERE to_char(made, ''YYYY'') = ''2026''');

-- Operator classes and collations.
ALTER TABLE items ALTER email TYPE text COLLATE "C", ALTER title TYPE varchar(80) COLLATE "und-x-icu";
VACUUM ANALYZE items;
SELECT advice('SELECT * FROM items WHERE email LIKE ''User55%''');
SELECT advice('SELECT * FROM items WHERE title LIKE ''title 55%''');
SELECT advice('SELECT * FROM items WHERE starts_with(email, ''User55'')');
SELECT advice('SELECT * FROM items WHERE email ~ ''^User55''');
SELECT advice('SELECT * FROM items WHERE email ILIKE ''%r5555@%''');
SELECT advice('SELECT * FROM items WHERE email COLLATE "POSIX" < ''User1000''');

-- Other methods.
SELECT advice('SELECT * FROM items WHERE doc @> ''{"k": 17}''');
SELECT advice('SELECT * FROM items WHERE doc ? ''z''');
SELECT advice('SELECT * FROM items WHERE tags @> ARRAY[''t17'']');
SELECT advice('SELECT * FROM items WHERE words @@ to_tsquery(''simple'', ''word17'')');
SELECT advice('SELECT * FROM items WHERE to_tsvector(''english'', title) @@ to_tsquery(''english'', ''17'')');
SELECT advice('SELECT * FROM items WHERE during && tsrange(''2026-01-02'', ''2026-01-02 00:05'')');
SELECT advice('SELECT * FROM items WHERE note = ''abc''');

-- Predicates: what most rows are not. A constant makes one only where a column has few values.
SELECT advice('SELECT * FROM items WHERE status = ''waiting''');
SELECT advice('SELECT * FROM items WHERE status = ''waiting'' ORDER BY made LIMIT 10');
SELECT advice('SELECT * FROM items WHERE status = $1 ORDER BY made LIMIT 10');
SELECT advice('SELECT * FROM items WHERE closed_at IS NULL AND title = ''title 5''');
SELECT advice('SELECT * FROM items WHERE hot');
SELECT advice('SELECT * FROM items WHERE email = ''x''');

-- The nearest first.
SELECT advice('SELECT * FROM items ORDER BY place <-> point ''(1,2)'' LIMIT 5');

-- An index-only scan of a column that cannot be a key.
SELECT advice('SELECT place FROM items WHERE title BETWEEN ''title 2'' AND ''title 3''');

-- The choice of methods is the caller's.
SELECT ddl FROM dbarch.suggest_indexes(ARRAY['SELECT * FROM items WHERE note = ''abc'''], methods => '{btree}');
SELECT count(*) FROM dbarch.suggest_indexes(ARRAY['SELECT * FROM items WHERE tags @> ARRAY[''t17'']'], methods => '{btree}');

-- Everything can be run as printed, and is not suggested again.
CREATE TEMPORARY TABLE asked AS SELECT ARRAY[
    'SELECT * FROM items WHERE lower(email) = ''user5@example.org''', 'SELECT * FROM items WHERE email LIKE ''User55%''',
    'SELECT * FROM items WHERE doc @> ''{"k": 17}''', 'SELECT * FROM items WHERE status = ''waiting'' ORDER BY made LIMIT 10',
    'SELECT * FROM items WHERE note = ''abc'''] AS q;
CREATE TEMPORARY TABLE suggested AS SELECT s.* FROM asked, dbarch.suggest_indexes(q) AS s;
SELECT reason ~ 'items' AS has_reason, method, confidence, detail -> 'predicate' AS predicate, detail -> 'included' AS included
FROM suggested ORDER BY ddl COLLATE "C";
SELECT ddl FROM suggested ORDER BY ddl \gexec
VACUUM ANALYZE items;
SELECT count(*) FROM asked, dbarch.suggest_indexes(q);
SELECT undo_ddl FROM suggested ORDER BY ddl \gexec
SELECT count(*) FROM pg_indexes WHERE schemaname = 'shop';

SET client_min_messages = warning;
DROP SCHEMA shop CASCADE;
DROP EXTENSION pg_trgm;
DROP EXTENSION dbarch;
