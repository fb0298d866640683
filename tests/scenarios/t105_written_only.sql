-- T105. A table that is only written: nothing.
CREATE TABLE log (id int, at timestamp, line text);
INSERT INTO log SELECT g, timestamp '2026-01-01' + g * interval '1 min', repeat('n', 200) FROM generate_series(1, 20000) AS g;
VACUUM ANALYZE log;

SELECT scenario.query('INSERT INTO log VALUES (1, now(), ''line'')', 1000000);
SELECT scenario.query('INSERT INTO log SELECT g, now(), ''line'' FROM generate_series(1, 100) AS g', 1000);
SELECT scenario.expect_nothing();
