-- GiST: ranges, geometry, trigrams, networks, scalars by btree_gist; also ordered by distance.
CALL bench.candidate('gist', 'CREATE INDEX ON place USING gist (price)',
    'SELECT id FROM place WHERE price && int4range(500, 510)',
    'SELECT id FROM place WHERE price @> 70000',
    'SELECT id FROM place WHERE price << int4range(20, 30)');
CALL bench.candidate('gist', 'CREATE INDEX ON place USING gist (during)',
    'SELECT id FROM place WHERE during && tstzrange(''2024-05-01'', ''2024-05-02'')',
    'SELECT id FROM place WHERE during @> timestamptz ''2024-07-01 12:00''');
CALL bench.candidate('gist', 'CREATE INDEX ON place USING gist (position)',
    'SELECT id FROM place WHERE position <@ box ''(10,10),(11,11)''',
    'SELECT id FROM place ORDER BY position <-> point ''(50,50)'' LIMIT 10',
    'SELECT id FROM place WHERE room = 7 ORDER BY position <-> point ''(1,1)'' LIMIT 5');
CALL bench.candidate('gist', 'CREATE INDEX ON place USING gist (area)',
    'SELECT id FROM place WHERE area && box ''(20,20),(21,21)''',
    'SELECT id FROM place WHERE area @> box ''(20,20),(20.1,20.1)''');
CALL bench.candidate('gist', 'CREATE INDEX ON document USING gist (title gist_trgm_ops)',
    'SELECT id FROM document WHERE title LIKE ''%bachi%''',
    'SELECT id, title FROM document ORDER BY title <-> ''bachifo gulam'' LIMIT 10',
    'SELECT id FROM document WHERE title % ''bachifo gulam''');
CALL bench.candidate('gist', 'CREATE INDEX ON place USING gist (room, during)',
    'SELECT id FROM place WHERE room = 12 AND during && tstzrange(''2024-05-01'', ''2024-05-10'')',
    'SELECT a.id FROM place a JOIN place b ON a.room = b.room AND a.during && b.during WHERE b.id < 10');
CALL bench.candidate('gist', 'CREATE INDEX ON place USING gist (address inet_ops)',
    'SELECT id FROM place WHERE address << ''10.5.0.0/16''',
    'SELECT id FROM place WHERE address <<= ''10.40.3.0/24''');
CALL bench.candidate('gist', 'CREATE INDEX ON place USING gist (during) INCLUDE (room)',
    'SELECT room, during FROM place WHERE during && tstzrange(''2024-03-01'', ''2024-03-02'')');
CALL bench.candidate('gist', 'CREATE INDEX ON orders USING gist (amount) WHERE status = ''open''',
    'SELECT id FROM orders WHERE status = ''open'' AND amount BETWEEN 1900 AND 1910');
