-- T104. A log that is written in bulk and read by wide ranges of time in the order of writing: BRIN, or nothing.
CREATE TABLE log (id int, at timestamp, line text, x1 int DEFAULT 0, x2 int DEFAULT 0, x3 int DEFAULT 0);
INSERT INTO log SELECT g, timestamp '2026-01-01' + g * interval '1 min', repeat('n', 200) FROM generate_series(1, 60000) AS g;
VACUUM ANALYZE log;

SELECT scenario.query('INSERT INTO log VALUES (1, now(), ''line'')', 10000000);
SELECT scenario.query('SELECT count(line) FROM log WHERE at BETWEEN ''2026-01-10'' AND ''2026-01-20''', 1);
SELECT scenario.expect('ON log USING brin (at)');
SELECT scenario.expect_nothing();
SELECT scenario.tolerate('gain', 0);
