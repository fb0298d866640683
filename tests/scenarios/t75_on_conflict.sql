-- T75. ON CONFLICT needs the unique index that it has; none is made up, and none is added.
CREATE TABLE counter (name text CONSTRAINT pk_counter_name PRIMARY KEY, hits int, note text, x1 int DEFAULT 0, x2 int DEFAULT 0, x3 int DEFAULT 0);
INSERT INTO counter SELECT 'name' || g, g, repeat('n', 60) FROM generate_series(1, 30000) AS g;
VACUUM ANALYZE counter;

SELECT scenario.query('INSERT INTO counter (name, hits) VALUES (''name7'', 1) ON CONFLICT (name) DO UPDATE SET hits = counter.hits + 1', 100);
SELECT scenario.query('INSERT INTO counter (name, hits) VALUES (''name7'', 1) ON CONFLICT DO NOTHING', 100);
SELECT scenario.expect_nothing();
SELECT scenario.expect_true('no unique index is made up', $$SELECT NOT EXISTS (SELECT FROM scenario.advice WHERE ddl ~* 'unique')$$);
