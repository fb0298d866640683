-- SP-GiST: points as quadtree and k-d tree, text as radix tree, ranges, networks.
CALL bench.candidate('spgist', 'CREATE INDEX ON place USING spgist (position)',
    'SELECT id FROM place WHERE position <@ box ''(10,10),(11,11)''',
    'SELECT id FROM place ORDER BY position <-> point ''(50,50)'' LIMIT 10');
CALL bench.candidate('spgist', 'CREATE INDEX ON place USING spgist (position kd_point_ops)',
    'SELECT id FROM place WHERE position <@ box ''(10,10),(11,11)''',
    'SELECT id FROM place WHERE position << point ''(0.1,0)''');
CALL bench.candidate('spgist', 'CREATE INDEX ON place USING spgist (url)',
    'SELECT id FROM place WHERE url = ''https://x.example/''',
    'SELECT id FROM place WHERE url ^@ ''https://bace''',
    'SELECT id FROM place WHERE url LIKE ''https://zu%''');
CALL bench.candidate('spgist', 'CREATE INDEX ON place USING spgist (price)',
    'SELECT id FROM place WHERE price && int4range(500, 510)',
    'SELECT id FROM place WHERE price @> 70000');
CALL bench.candidate('spgist', 'CREATE INDEX ON place USING spgist (address)',
    'SELECT id FROM place WHERE address << ''10.5.0.0/16''');
