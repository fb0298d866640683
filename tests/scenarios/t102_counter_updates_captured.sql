-- T102. The same from what was captured and counted: thousands of HOT updates, and one search now and then.
CREATE TABLE counter (id int CONSTRAINT pk_counter_id PRIMARY KEY, hits int, note text, x1 int DEFAULT 0, x2 int DEFAULT 0, x3 int DEFAULT 0) WITH (fillfactor = 50);
INSERT INTO counter SELECT g, g * 7919 % 20011, repeat('n', 60) FROM generate_series(1, 20000) AS g;
VACUUM ANALYZE counter;

SELECT scenario.argument('queries', 'NULL');
SELECT scenario.query('SELECT * FROM counter WHERE hits > 50000');
SELECT scenario.expect_nothing();
SELECT scenario.expert('SELECT 1');
SELECT * FROM counter WHERE hits > 50000;
DO $$ BEGIN FOR i IN 1..20000 LOOP UPDATE counter SET hits = hits + 1 WHERE id = i; END LOOP; END $$;
