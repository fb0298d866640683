-- T102. A counter that is updated in place all the time and rarely searched: an index on it would end the HOT updates.
CREATE TABLE counter (id int CONSTRAINT pk_counter_id PRIMARY KEY, hits int, note text, x1 int DEFAULT 0, x2 int DEFAULT 0, x3 int DEFAULT 0) WITH (fillfactor = 50);
INSERT INTO counter SELECT g, g * 7919 % 20011, repeat('n', 60) FROM generate_series(1, 20000) AS g;
VACUUM ANALYZE counter;
SELECT format('UPDATE counter SET hits = hits + 1 WHERE id %% 10 = %s', n % 10) FROM generate_series(1, 40) AS n \gexec
VACUUM ANALYZE counter;

SELECT scenario.query('UPDATE counter SET hits = hits + 1 WHERE id = 42', 1000000);
SELECT scenario.query('SELECT * FROM counter WHERE hits > 20005', 1);
SELECT scenario.expect_nothing();
SELECT scenario.expert('SELECT 1');
