-- Rows for every table of the first schema in search_path: each value follows from the row's number and the column's
-- type, so that there are equal values, nulls, long values and outliers, and the same ones on every run.
\set ON_ERROR_STOP on
SET client_min_messages = warning;
-- References hold no longer, and checks are about values that mean something.
SET session_replication_role = replica;
DO $$
DECLARE
    found record;
BEGIN
    FOR found IN SELECT conrelid::regclass AS tab, conname FROM pg_constraint
                 WHERE connamespace = current_schema::regnamespace AND contype = 'c' AND conrelid <> 0
    LOOP
        EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', found.tab, found.conname);
    END LOOP;
END $$;

CREATE FUNCTION pg_temp.value_of(type name, typmod integer, uniquely boolean) RETURNS text LANGUAGE sql AS $$
    SELECT CASE
        WHEN type IN ('int4', 'int8', 'oid', 'numeric', 'float8', 'float4') AND uniquely THEN 'i'
        WHEN type IN ('int4', 'int8', 'oid') THEN 'i * 7919 % 1009'
        WHEN type = 'int2' THEN 'i % 20'
        WHEN type IN ('numeric', 'float8', 'float4') THEN '(i * 31 % 5000) / 7.0'
        WHEN type = 'money' THEN 'i::text::money'
        WHEN type = 'bool' THEN 'i % 13 = 0'
        WHEN type = 'uuid' THEN 'md5(i::text)::uuid'
        WHEN type = 'bpchar' THEN format('left(md5((i %% 97)::text), %s)', greatest(typmod - 4, 1))
        WHEN type = 'char' THEN 'chr(65 + i % 26)::"char"'
        WHEN type IN ('text', 'varchar', 'name') AND uniquely THEN '''row '' || i'
        WHEN type = 'text' THEN 'md5((i % 700)::text) || repeat('' word'' || i % 9, i % 11)'
        WHEN type = 'varchar' THEN 'left(md5((i % 300)::text), i % 30)'
        WHEN type = 'name' THEN '''name'' || i % 50'
        WHEN type = 'bytea' THEN 'decode(md5((i % 400)::text), ''hex'')'
        WHEN type = 'varbit' THEN '(i % 1000)::bit(12)'
        WHEN type = 'date' THEN 'date ''2025-01-01'' + i % 365'
        WHEN type = 'timestamp' THEN 'timestamp ''2025-01-01'' + i * interval ''97 minutes'''
        WHEN type = 'timestamptz' THEN 'timestamptz ''2025-01-01 00:00+00'' + i * interval ''89 minutes'''
        WHEN type = 'interval' THEN 'i * interval ''1 second'''
        WHEN type IN ('time', 'timetz') THEN format('(time ''00:00'' + i * interval ''7 seconds'')::%s', type)
        WHEN type = '_text' THEN 'ARRAY[''tag'' || i % 40, ''tag'' || i % 7]'
        WHEN type IN ('_int4', '_int2') THEN 'ARRAY[i % 40, i % 7, i]'
        WHEN type IN ('json', 'jsonb')
            THEN format('json_build_object(''kind'', ''k'' || i %% 9, ''n'', i %% 300, ''tags'', ARRAY[i %% 5])::%s', type)
        WHEN type = 'tsvector' THEN 'to_tsvector(''simple'', ''word'' || i % 90 || '' other'' || i % 11)'
        WHEN type = 'tsquery' THEN '(''word'' || i % 90)::tsquery'
        WHEN type = 'xml' THEN 'NULL::xml'
        WHEN type = 'point' THEN 'point(i % 100, i % 77)'
        WHEN type = 'box' THEN 'box(point(i % 100, i % 77), point(i % 100 + 3, i % 77 + 4))'
        WHEN type = 'circle' THEN 'circle(point(i % 100, i % 77), 2)'
        WHEN type = 'polygon' THEN 'polygon(box(point(i % 100, i % 77), point(i % 100 + 3, i % 77 + 4)))'
        WHEN type = 'lseg' THEN 'lseg(point(i % 100, i % 77), point(i % 100 + 3, i % 77 + 4))'
        WHEN type = 'int4range' THEN 'int4range(i % 500, i % 500 + i % 9)'
        WHEN type = 'numrange' THEN 'numrange(i % 500, i % 500 + 2.5)'
        WHEN type = 'tstzrange' THEN 'tstzrange(timestamptz ''2025-01-01 00:00+00'' + i * interval ''1 hour'', NULL)'
        WHEN type = 'int4multirange' THEN 'int4multirange(int4range(i % 50, i % 50 + 3), int4range(90, 95))'
        WHEN type IN ('inet', 'cidr') THEN format('(''10.'' || i %% 8 || ''.'' || i %% 250 || ''.0/24'')::%s', type)
        WHEN type = 'macaddr' THEN '(''08:00:2b:01:02:'' || lpad(to_hex(i % 256), 2, ''0''))::macaddr'
        WHEN type LIKE '%mood' THEN format('(ARRAY[''sad'', ''ok'', ''happy''])[1 + i %% 3]::%s', type)
        WHEN type LIKE '%short_text' THEN '''short'' || i % 33'
        WHEN type LIKE '%pair' THEN format('ROW(i %% 20, ''x'')::%s', type)
        ELSE 'NULL' END
$$;

-- How many rows a table gets: partitions get theirs through the root.
CREATE FUNCTION pg_temp.rows_of(tab text) RETURNS integer LANGUAGE sql AS $$
    SELECT CASE WHEN tab IN ('never_filled', 'never_analysed') THEN 0
                WHEN tab = 'one_row' THEN 1
                WHEN tab IN ('orders', 'order_items', 'numbers', 'texts', 'shapes', 'documents') THEN 6000
                ELSE 1500 END
$$;

-- A column that a unique index has needs a value for each row, and a column that may be null is so now and then.
SELECT format('INSERT INTO %s (%s) SELECT %s FROM generate_series(1, %s) AS i',
    t.oid::regclass, string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum),
    string_agg(CASE WHEN a.attname = 'region' THEN '(ARRAY[''eu'', ''us'', ''us'', ''x''])[1 + i % 4]'
                    WHEN a.attnotnull OR u.uniquely THEN v.value
                    ELSE format('CASE WHEN i %% %s <> 0 THEN %s END', 3 + a.attnum, v.value) END,
        ', ' ORDER BY a.attnum),
    pg_temp.rows_of(t.relname))
FROM pg_class AS t
JOIN pg_attribute AS a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
JOIN pg_type AS y ON y.oid = a.atttypid
CROSS JOIN LATERAL (SELECT EXISTS (SELECT FROM pg_index AS x
    WHERE x.indrelid = t.oid AND x.indisunique AND a.attnum = ANY (x.indkey))) AS u(uniquely)
CROSS JOIN LATERAL pg_temp.value_of(y.typname, a.atttypmod, u.uniquely) AS v(value)
WHERE t.relnamespace = current_schema::regnamespace AND t.relkind IN ('r', 'p') AND NOT t.relispartition
  AND t.relname NOT IN ('no_partitions', 'ruled', 'no_columns')
GROUP BY t.oid, t.relname
ORDER BY t.relname
\gexec
RESET session_replication_role;
REFRESH MATERIALIZED VIEW number_sums;
-- A few rows fewer, so that not every page is all-visible.
DELETE FROM numbers WHERE id % 50 = 0;
VACUUM ANALYZE;
DELETE FROM texts WHERE id BETWEEN 1000 AND 1010;
-- Statistics that are older than the rows, and none.
INSERT INTO unlogged_things SELECT i, 'late ' || i FROM generate_series(5000, 9000) AS i;
INSERT INTO never_analysed SELECT i, 'value ' || i, i % 9 FROM generate_series(1, 2000) AS i;
