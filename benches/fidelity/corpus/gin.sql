-- GIN: arrays, jsonb, text search, trigrams, scalars by btree_gin.
CALL bench.candidate('gin', 'CREATE INDEX ON document USING gin (tags)',
    'SELECT id FROM document WHERE tags @> ''{1500}''',
    'SELECT id FROM document WHERE tags @> ''{3, 1200}''',
    'SELECT id FROM document WHERE tags && ''{1900, 1901}''',
    'SELECT id FROM document WHERE tags @> ''{0}''');
CALL bench.candidate('gin', 'CREATE INDEX ON document USING gin (labels)',
    'SELECT id FROM document WHERE labels @> ARRAY[bench.word(2999)]',
    'SELECT count(*) FROM document WHERE labels && ARRAY[bench.word(5), bench.word(2500)]');
CALL bench.candidate('gin', 'CREATE INDEX ON document USING gin (doc)',
    'SELECT id FROM document WHERE doc @> ''{"n": 2500}''',
    'SELECT id FROM document WHERE doc ? ''absent''',
    'SELECT id FROM document WHERE doc @> ''{"nested": {"level": 3}, "lang": "it"}''');
CALL bench.candidate('gin', 'CREATE INDEX ON document USING gin (doc jsonb_path_ops)',
    'SELECT id FROM document WHERE doc @> ''{"n": 2500}''',
    'SELECT id FROM document WHERE doc @? ''$.nested ? (@.level == 3)''',
    'SELECT id FROM document WHERE doc @@ ''$.n == 2999''');
CALL bench.candidate('gin', 'CREATE INDEX ON document USING gin (words)',
    'SELECT id FROM document WHERE words @@ to_tsquery(''simple'', bench.word(3000))',
    'SELECT id FROM document WHERE words @@ to_tsquery(''simple'', bench.word(3) || '' & '' || bench.word(900))',
    'SELECT id FROM document WHERE words @@ to_tsquery(''simple'', bench.word(1) || '' | '' || bench.word(11000))');
CALL bench.candidate('gin', 'CREATE INDEX ON document USING gin (to_tsvector(''simple'', title))',
    'SELECT id FROM document WHERE to_tsvector(''simple'', title) @@ to_tsquery(''simple'', bench.word(4000))',
    'SELECT id FROM document WHERE to_tsvector(''simple'', title) @@ to_tsquery(''simple'', bench.word(50) || '':*'')');
CALL bench.candidate('gin', 'CREATE INDEX ON document USING gin (title gin_trgm_ops)',
    'SELECT id FROM document WHERE title LIKE ''%bachi%''',
    'SELECT id FROM document WHERE title ILIKE ''%zufog%''',
    'SELECT id FROM document WHERE title ~ ''glak.*rem''');
CALL bench.candidate('gin', 'CREATE INDEX ON customer USING gin (email gin_trgm_ops)',
    'SELECT id FROM customer WHERE email LIKE ''%.12345@%''',
    'SELECT id FROM customer WHERE email ILIKE ''ba%example''');
CALL bench.candidate('gin', 'CREATE INDEX ON document USING gin (owner)',
    'SELECT id FROM document WHERE owner = 29000',
    'SELECT id FROM document WHERE owner BETWEEN 29000 AND 29010');
CALL bench.candidate('gin', 'CREATE INDEX ON document USING gin (lang, tags)',
    'SELECT id FROM document WHERE lang = ''it'' AND tags @> ''{1500}''',
    'SELECT id FROM document WHERE tags && ''{1990}''');
CALL bench.candidate('gin', 'CREATE INDEX ON document USING gin (tags) WHERE lang = ''it''',
    'SELECT id FROM document WHERE lang = ''it'' AND tags @> ''{15}''');
CALL bench.candidate('gin', 'CREATE INDEX ON document USING gin (tags) WITH (fastupdate = off)',
    'SELECT id FROM document WHERE tags @> ''{700}'' AND owner < 100');
