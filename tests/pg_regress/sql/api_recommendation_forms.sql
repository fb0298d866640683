-- Whatever an index is made of: what is built is recognised under any name, and what is dismissed is not suggested again.
-- needs: pg_trgm
SET client_min_messages = warning;
CREATE EXTENSION dbarch;
CREATE EXTENSION pg_trgm;
CREATE SCHEMA "Shop";
SET search_path = "Shop", public;
CREATE TABLE "Items" (
    id int PRIMARY KEY, email text COLLATE "C" NOT NULL, title varchar(80), doc jsonb, tags text[], status text, closed_at date,
    hot boolean, made timestamp, words tsvector, during tsrange, place point, "Odd, ""Name""" int, note text
);
INSERT INTO "Items"
SELECT i, 'User' || i || '@Example.org', 'title ' || (i * 7919 % 50000), jsonb_build_object('k', i % 5000, 'n', i % 300),
       ARRAY['t' || i % 500, 'u' || i % 37], CASE WHEN i % 500 = 0 THEN 'it''s' WHEN i % 3 = 0 THEN 'open' ELSE 'done' END,
       CASE WHEN i % 200 <> 0 THEN date '2026-01-01' END, i % 100 = 0, timestamp '2026-01-01' + i * interval '1 minute',
       to_tsvector('simple', 'word' || i % 3000), tsrange(timestamp '2026-01-01' + i * interval '1 minute',
       timestamp '2026-01-01' + i * interval '61 seconds'), point(i % 100, i % 77), i % 4000, repeat('x', 60) || i
FROM generate_series(1, 50000) AS i;
CREATE TABLE events (id int, at date, kind int) PARTITION BY RANGE (at);
CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');
CREATE TABLE events_2 PARTITION OF events FOR VALUES FROM ('2026-02-01') TO ('2026-03-01');
INSERT INTO events SELECT g, date '2026-01-01' + g % 59, g % 3000 FROM generate_series(1, 60000) AS g;
VACUUM ANALYZE "Items", events;

-- Suggested, built under another name, gone, dismissed, asked for again, as somebody with other settings would.
CREATE FUNCTION life(query text, OUT suggested bigint, OUT applied bigint, OUT gone bigint, OUT again bigint) LANGUAGE plpgsql AS
$$
DECLARE
    ids bigint[];
    one record;
BEGIN
    CREATE TEMP TABLE made AS SELECT s.recommendation_id AS id, replace(s.ddl, 'CONCURRENTLY ', '') AS ddl, s.index_name
    FROM dbarch.suggest_indexes(ARRAY[query]) AS s;
    SELECT count(*), array_agg(m.id) INTO suggested, ids FROM made AS m;
    FOR one IN SELECT * FROM made LOOP
        EXECUTE one.ddl;
        EXECUTE format('ALTER INDEX %s RENAME TO %I', one.index_name, 'Built ' || one.id);
    END LOOP;
    SET LOCAL search_path = pg_catalog;
    SELECT count(*) INTO applied FROM dbarch.index_recommendations AS r
    WHERE r.id = ANY (ids) AND r.state = 'applied' AND r.state_reason = format('"Shop"."Built %s" is there', r.id);
    FOR one IN SELECT * FROM pg_temp.made LOOP
        EXECUTE format('DROP INDEX "Shop".%I', 'Built ' || one.id);
    END LOOP;
    SELECT count(*) INTO gone FROM dbarch.index_recommendations AS r WHERE r.id = ANY (ids) AND r.state = 'new';
    PERFORM dbarch.dismiss_recommendation(id, 'seen') FROM unnest(ids) AS u (id);
    SET LOCAL search_path = "Shop", public;
    SELECT count(*) INTO again FROM dbarch.suggest_indexes(ARRAY[query]) AS s WHERE s.recommendation_id = ANY (ids);
    PERFORM dbarch.reopen_recommendation(id) FROM unnest(ids) AS u (id);
    DROP TABLE pg_temp.made;
END $$;
SELECT q.query, life.*
FROM unnest(ARRAY[
    'SELECT * FROM "Items" WHERE lower(email) = ''user5@example.org''',
    'SELECT * FROM "Items" WHERE doc ->> ''k'' = ''17''',
    'SELECT * FROM "Items" WHERE (doc ->> ''n'')::int = 17',
    'SELECT * FROM "Items" ORDER BY lower(email) DESC LIMIT 5',
    'SELECT * FROM "Items" ORDER BY made DESC NULLS LAST, title LIMIT 5',
    'SELECT * FROM "Items" WHERE title LIKE ''title 55%''',
    'SELECT * FROM "Items" WHERE email LIKE ''User55%''',
    'SELECT * FROM "Items" WHERE email ILIKE ''%r5555@%''',
    'SELECT * FROM "Items" WHERE email COLLATE "POSIX" < ''User1000''',
    'SELECT * FROM "Items" WHERE doc @> ''{"k": 17}''',
    'SELECT * FROM "Items" WHERE doc ? ''z''',
    'SELECT * FROM "Items" WHERE tags @> ARRAY[''t17'']',
    'SELECT * FROM "Items" WHERE words @@ to_tsquery(''simple'', ''word17'')',
    'SELECT * FROM "Items" WHERE to_tsvector(''english'', title) @@ to_tsquery(''english'', ''17'')',
    'SELECT * FROM "Items" WHERE during && tsrange(''2026-01-02'', ''2026-01-02 00:05'')',
    'SELECT * FROM "Items" WHERE note = ''abc''',
    'SELECT * FROM "Items" WHERE status = ''it''''s'' ORDER BY made LIMIT 10',
    'SELECT * FROM "Items" WHERE closed_at IS NULL AND title = ''title 5''',
    'SELECT * FROM "Items" WHERE hot',
    'SELECT place FROM "Items" WHERE title BETWEEN ''title 2'' AND ''title 3''',
    'SELECT * FROM "Items" WHERE "Odd, ""Name""" = 7',
    'SELECT * FROM events WHERE kind = 77'
]) WITH ORDINALITY AS q (query, n), life(q.query) ORDER BY q.n;
-- The server's own spelling was to be had for all.
SELECT count(*) AS unwritten FROM dbarch.recommendations WHERE definition IS NULL;
SELECT count(*) > 20 AS many, count(DISTINCT fingerprint) = count(*) AS distinct FROM dbarch.recommendations;

-- Nor does it matter where the session looks names up.
CREATE TYPE mood AS ENUM ('good', 'bad');
CREATE FUNCTION folded(text) RETURNS text IMMUTABLE LANGUAGE plpgsql AS 'BEGIN RETURN upper($1); END';
ALTER TABLE "Items" ADD mood mood;
UPDATE "Items" SET mood = CASE WHEN id % 400 = 0 THEN 'bad' ELSE 'good' END::mood;
VACUUM ANALYZE "Items";
CREATE FUNCTION suggested(OUT ids text, OUT suggested bigint) LANGUAGE sql AS
$$ SELECT string_agg(recommendation_id::text, ' ' ORDER BY recommendation_id), count(DISTINCT s.ddl)
   FROM dbarch.suggest_indexes(ARRAY[
       'SELECT * FROM "Shop"."Items" WHERE email ILIKE ''%r5555@%''', 'SELECT * FROM "Shop"."Items" WHERE mood = ''bad''',
       'SELECT * FROM "Shop"."Items" WHERE "Shop".folded(title) = ''TITLE 5''' ]) AS s $$;
CREATE TEMP TABLE here AS SELECT * FROM suggested();
SET search_path = pg_catalog;
CREATE TEMP TABLE elsewhere AS SELECT * FROM "Shop".suggested();
SELECT e.ids = h.ids AS same, e.suggested
FROM elsewhere AS e, here AS h;

DROP SCHEMA "Shop" CASCADE;
DROP EXTENSION pg_trgm;
DROP EXTENSION dbarch;
