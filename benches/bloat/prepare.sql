-- Makes tables and indexes from a seed, and what is done to them.
CREATE SCHEMA bench;
CREATE SCHEMA data;

CREATE TABLE bench.made (no int PRIMARY KEY, row_count int, insert_sql text, thinned_to float8, updated float8);

-- What was found out of each object in each state, in percent.
CREATE TABLE bench.seen (
    state text, kind text, object text, method text, bytes bigint, status text, confidence text, reason text,
    estimate float8, usual float8, measured float8, space float8, rewritten float8, has_dead_entries boolean,
    PRIMARY KEY (state, kind, object)
);

CREATE FUNCTION bench.among(choices anyarray) RETURNS anyelement LANGUAGE sql VOLATILE
AS 'SELECT choices[1 + floor(random() * array_length(choices, 1))::int]';

-- Table data.tN: an id, columns with few or many equal values, and a random choice of the kinds, in any order.
CREATE PROCEDURE bench.make_table(no int) LANGUAGE plpgsql AS $$
DECLARE
    names text[] := '{id,few,mid,many,skewed}';
    types text[] := '{integer,text,integer,bigint,integer}';
    fills text[];
    width float8 := 60;
    n int; k record; nulls float8; place int[]; share float8;
BEGIN
    share := bench.among('{0.001,0.01,0.1,0.3}'::float8[]);
    fills := ARRAY['i', '(ARRAY[''open'', ''closed'', ''returned''])[1 + floor(random() * 3)::int]', '(random() * 500)::int',
                   format('(random() * %s * rows_)::bigint', share), '(power(random(), 3) * 0.5 * rows_)::int'];
    -- A few columns more, and every table of eight has a long one.
    FOR k IN SELECT * FROM bench.column_kind
             WHERE wide < 200 OR (no % 8 = 3 AND kind = 'document') OR (no % 8 = 5 AND kind = 'page') OR (no % 8 = 7 AND kind = 'compressible')
             ORDER BY wide >= 200 DESC, random() LIMIT (random() * 9)::int + 1 LOOP
        nulls := bench.among('{0,0,0,0.05,0.5,0.95}'::float8[]);
        names := names || ('c_' || regexp_replace(k.kind, '\W', '', 'g'));
        types := types || k.type;
        fills := fills || CASE WHEN nulls > 0 THEN format('CASE WHEN random() >= %s THEN (%s)::%s END', nulls, k.value, k.type) ELSE k.value END;
        width := width + k.wide * (1 - nulls);
    END LOOP;
    place := ARRAY(SELECT p FROM generate_series(1, array_length(names, 1)) AS p ORDER BY random());
    n := least(100000, 12e6 / width)::int;
    EXECUTE format('CREATE TABLE data.t%s (%s, area integer GENERATED ALWAYS AS (mid / 10) STORED) WITH (fillfactor = %s)', no,
                   (SELECT string_agg(format('%I %s', names[p], types[p]), ', ') FROM unnest(place) AS p),
                   bench.among('{100,100,100,85,60}'::int[]));
    INSERT INTO bench.made VALUES
        (no, n, format('INSERT INTO data.t%s (%s) SELECT %s FROM generate_series(from_ + 1, from_ + rows_) AS i', no,
                       array_to_string(names, ', '), array_to_string(fills, ', ')),
         0.15 + 0.8 * random(), 0.2 + 0.6 * random());
    CALL bench.fill(no, 0, n);
    -- Every third in the order of the load, which leaves other pages than CREATE INDEX afterwards.
    IF no % 3 = 0 THEN
        EXECUTE format('TRUNCATE data.t%s', no);
    END IF;
    CALL bench.make_indexes(no, names);
    IF no % 3 = 0 THEN
        CALL bench.fill(no, 0, n);
    END IF;
END $$;

CREATE PROCEDURE bench.fill(no int, from_ int, rows_ int) LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE replace(replace((SELECT insert_sql FROM bench.made AS m WHERE m.no = fill.no), 'from_', from_::text),
                    'rows_', rows_::text);
END $$;

CREATE PROCEDURE bench.make_indexes(no int, names text[]) LANGUAGE plpgsql AS $$
DECLARE
    keys text[] := ARRAY(SELECT n FROM unnest(names) AS n JOIN bench.column_kind AS k
                         ON n = 'c_' || regexp_replace(k.kind, '\W', '', 'g') AND k.may_be_key ORDER BY random());
    words text[] := ARRAY(SELECT k FROM unnest(keys) AS k WHERE k IN ('c_word', 'c_email', 'c_phrase', 'c_code'));
    forms text[] := ARRAY[
        '(mid)', '(many)', '(skewed)', '(few)', '(many, id)', '(mid, few)', '(few, mid, many)', '(area, mid)', '(area, mid, few)', '(id) INCLUDE (mid)',
        '(mid) WHERE few = ''open''', '(many) WHERE id % 3 = 0', '((id / 7))', '(id) WITH (fillfactor = 70)',
        '(many, mid) WITH (deduplicate_items = off)', 'USING hash (id)', '(lower(few), many)'];
    form text;
BEGIN
    EXECUTE format('ALTER TABLE data.t%s ADD PRIMARY KEY (id)', no);
    IF cardinality(keys) > 0 THEN
        forms := forms || ARRAY[format('(%I)', keys[1]), format('(%I, mid)', keys[1]),
                                format('(%I) WHERE %I IS NOT NULL', keys[1], keys[1])];
    END IF;
    IF cardinality(words) > 0 THEN
        forms := forms || ARRAY[format('(upper(%I))', words[1])];
    END IF;
    FOR form IN SELECT f FROM unnest(forms) AS f ORDER BY random() LIMIT 4 LOOP
        EXECUTE format('CREATE INDEX ON data.t%s %s', no, form);
    END LOOP;
    -- Columns that depend on each other, of which half of the tables tell ANALYZE.
    IF no % 2 = 0 THEN
        EXECUTE format('CREATE STATISTICS data.t%s_keys (ndistinct) ON few, mid, many FROM data.t%1$s', no);
    END IF;
END $$;

CREATE PROCEDURE bench.make_tables(tables int, seed float8) LANGUAGE plpgsql AS $$
BEGIN
    PERFORM setseed(seed);
    FOR n IN 1 .. tables LOOP
        CALL bench.make_table(n);
        COMMIT;
    END LOOP;
END $$;

-- Deletes a share of the rows: at random, or in every other table the oldest.
CREATE PROCEDURE bench.thin() LANGUAGE plpgsql AS $$
DECLARE m record;
BEGIN
    PERFORM setseed(0.1);
    FOR m IN SELECT * FROM bench.made ORDER BY no LOOP
        EXECUTE format('DELETE FROM data.t%s WHERE %s', m.no,
                       CASE WHEN m.no % 4 = 1 THEN format('id <= %s', (1 - m.thinned_to) * m.row_count)
                            ELSE format('random() > %s', m.thinned_to) END);
        COMMIT;
    END LOOP;
END $$;

CREATE PROCEDURE bench.churn() LANGUAGE plpgsql AS $$
DECLARE m record;
BEGIN
    PERFORM setseed(0.2);
    FOR m IN SELECT * FROM bench.made ORDER BY no LOOP
        EXECUTE format('UPDATE data.t%s SET mid = (random() * 500)::int, many = many + (random() * 10)::int WHERE random() < %s',
                       m.no, m.updated);
        COMMIT;
    END LOOP;
END $$;

CREATE PROCEDURE bench.refill() LANGUAGE plpgsql AS $$
DECLARE m record;
BEGIN
    PERFORM setseed(0.3);
    FOR m IN SELECT * FROM bench.made ORDER BY no LOOP
        CALL bench.fill(m.no, 2 * m.row_count, (m.row_count * m.updated * 0.7)::int);
        COMMIT;
    END LOOP;
END $$;

CREATE PROCEDURE bench.kill() LANGUAGE plpgsql AS $$
DECLARE m record;
BEGIN
    PERFORM setseed(0.4);
    FOR m IN SELECT * FROM bench.made ORDER BY no LOOP
        EXECUTE format('DELETE FROM data.t%s WHERE random() < %s', m.no, m.updated / 3);
        EXECUTE format('UPDATE data.t%s SET mid = mid + 1 WHERE random() < 0.1', m.no);
        COMMIT;
    END LOOP;
END $$;

-- What a rewrite leaves of a table and its indexes: really done, and taken back.
CREATE FUNCTION bench.rewritten(no int) RETURNS TABLE (object text, bytes bigint) LANGUAGE plpgsql AS $$
DECLARE objects text[]; sizes bigint[];
BEGIN
    BEGIN
        EXECUTE format('CLUSTER data.t%s USING t%1$s_pkey', no);
        SELECT array_agg(c.oid::regclass::text), array_agg(pg_relation_size(c.oid)) INTO objects, sizes
        FROM (SELECT format('data.t%s', no)::regclass AS oid
              UNION ALL SELECT indexrelid FROM pg_index WHERE indrelid = format('data.t%s', no)::regclass) AS c;
        RAISE EXCEPTION USING ERRCODE = 'DB001';
    EXCEPTION WHEN SQLSTATE 'DB001' THEN NULL;
    END;
    RETURN QUERY SELECT * FROM unnest(objects, sizes);
END $$;
