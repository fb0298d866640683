-- Kinds of columns that tables are made of. `value` may name i, the number of the row. `wide`: mean bytes, roughly.
CREATE TABLE bench.column_kind (kind text PRIMARY KEY, type text, value text, wide int, may_be_key boolean);
INSERT INTO bench.column_kind VALUES
    ('boolean', 'boolean', 'random() < 0.5', 1, false),
    ('char', '"char"', '''x''', 1, false),
    ('smallint', 'smallint', '(random() * 3e4)::int', 2, true),
    ('integer', 'integer', '(random() * 1e9)::int', 4, true),
    ('bigint', 'bigint', '(random() * 1e15)::bigint', 8, true),
    ('real', 'real', 'random()', 4, true),
    ('double', 'double precision', 'random()', 8, true),
    ('date', 'date', 'date ''2020-01-01'' + (random() * 2000)::int', 4, true),
    ('timestamptz', 'timestamptz', 'timestamptz ''2024-01-01'' + i * interval ''7 s''', 8, true),
    ('time', 'time', 'time ''00:00'' + random() * interval ''1 day''', 8, true),
    ('interval', 'interval', 'random() * interval ''9 days''', 16, true),
    ('uuid', 'uuid', 'md5(random()::text)::uuid', 16, true),
    ('macaddr', 'macaddr', '''08:00:2b:01:02:03''', 6, false),
    ('point', 'point', 'point(random(), random())', 16, false),
    ('name', 'name', '''name '' || i', 64, true),
    ('numeric', 'numeric', '(random() * 10 ^ (random() * 9))::numeric(14, 2)', 7, true),
    ('char(10)', 'char(10)', 'chr(97 + (random() * 20)::int)', 11, true),
    ('code', 'text', 'substr(md5(random()::text), 1, 6)', 7, true),
    ('word', 'text', 'substr(md5(random()::text), 1, 2 + (random() * 25)::int)', 15, true),
    ('email', 'varchar(80)', '''customer'' || i || ''@example.com''', 25, true),
    ('phrase', 'text', 'left(repeat(md5(random()::text), 6), 20 + (random() * 150)::int)', 95, true),
    ('edge', 'text', 'left(repeat(md5(random()::text), 6), 110 + (random() * 40)::int)', 130, false),
    ('page', 'text', 'left(repeat(md5(random()::text), 50), 300 + (random() * 1200)::int)', 900, false),
    ('inet', 'inet', '''10.0.0.0''::inet + (random() * 1e6)::int', 7, true),
    ('jsonb', 'jsonb', 'jsonb_build_object(''a'', i, ''b'', substr(md5(random()::text), 1, (random() * 30)::int))', 50, false),
    ('array', 'int[]', 'ARRAY(SELECT g FROM generate_series(1, 1 + i % 7) AS g)', 36, false),
    ('bytes', 'bytea', 'decode(repeat(md5(random()::text), 1 + (random() * 8)::int), ''hex'')', 80, false),
    ('range', 'int4range', 'int4range(i, i + (random() * 100)::int)', 17, false),
    ('bits', 'bit(19)', 'B''1010101010101010101''', 11, false),
    -- Compressed in the row, moved out of it, or neither, by length.
    ('document', 'text', 'CASE WHEN random() < 0.5 THEN bench.noise((random() * 6000)::int) ELSE ''short'' END', 500, false),
    ('compressible', 'text', 'repeat(substr(md5(random()::text), 1, 4), (random() * 1500)::int)', 150, false);

-- Text that does not compress.
CREATE FUNCTION bench.noise(bytes int) RETURNS text LANGUAGE sql VOLATILE
RETURN left((SELECT string_agg(md5(random()::text || g), '') FROM generate_series(0, bytes / 32) AS g), bytes);
