-- BRIN: summaries of ranges of pages, on columns that follow the table's order and on columns that do not.
CALL bench.candidate('brin', 'CREATE INDEX ON event USING brin (at)',
    'SELECT * FROM event WHERE at >= ''2024-02-01'' AND at < ''2024-02-02''',
    'SELECT count(*) FROM event WHERE at < ''2024-01-03''');
CALL bench.candidate('brin', 'CREATE INDEX ON event USING brin (at) WITH (pages_per_range = 16)',
    'SELECT * FROM event WHERE at >= ''2024-02-01'' AND at < ''2024-02-02''',
    'SELECT e.* FROM event e JOIN orders o ON e.at BETWEEN o.placed AND o.placed + ''1 minute'' WHERE o.id = 250000');
CALL bench.candidate('brin', 'CREATE INDEX ON event USING brin (id) WITH (pages_per_range = 64)',
    'SELECT * FROM event WHERE id BETWEEN 1000 AND 2000',
    'SELECT * FROM event WHERE id = 4711');
CALL bench.candidate('brin', 'CREATE INDEX ON event USING brin (val)',
    'SELECT * FROM event WHERE val = 17',
    'SELECT * FROM event WHERE val < 100');
CALL bench.candidate('brin', 'CREATE INDEX ON orders USING brin (placed timestamptz_minmax_multi_ops)',
    'SELECT * FROM orders WHERE placed >= ''2023-06-01'' AND placed < ''2023-06-02''',
    'SELECT * FROM orders WHERE placed < ''2022-01-02''');
CALL bench.candidate('brin', 'CREATE INDEX ON event USING brin (val int4_minmax_multi_ops) WITH (pages_per_range = 16)',
    'SELECT * FROM event WHERE val BETWEEN 100 AND 120');
CALL bench.candidate('brin', 'CREATE INDEX ON event USING brin (session uuid_bloom_ops)',
    'SELECT * FROM event WHERE session = md5(''100'')::uuid');
CALL bench.candidate('brin', 'CREATE INDEX ON event USING brin (session uuid_bloom_ops) WITH (pages_per_range = 16)',
    'SELECT * FROM event WHERE session = md5(''100'')::uuid',
    'SELECT * FROM event WHERE session IN (md5(''100'')::uuid, md5(''200'')::uuid)');
CALL bench.candidate('brin', 'CREATE INDEX ON event USING brin (batch, at, device)',
    'SELECT * FROM event WHERE batch = 40',
    'SELECT * FROM event WHERE device = 17',
    'SELECT * FROM event WHERE batch = 40 AND device = 17');
CALL bench.candidate('brin', 'CREATE INDEX ON orders USING brin (details) WITH (pages_per_range = 64)',
    'SELECT * FROM orders WHERE details < ''order 001''');
CALL bench.candidate('brin', 'CREATE INDEX ON place USING brin (price)',
    'SELECT id FROM place WHERE price && int4range(500, 510)');
