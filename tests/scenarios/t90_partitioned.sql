-- T90. A partitioned table: one index on the parent, for all partitions.
CREATE TABLE event (id int, at date, kind int, note text, x1 int DEFAULT 0, x2 int DEFAULT 0, x3 int DEFAULT 0) PARTITION BY RANGE (at);
CREATE TABLE event_1 PARTITION OF event FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');
CREATE TABLE event_2 PARTITION OF event FOR VALUES FROM ('2026-02-01') TO ('2026-03-01');
INSERT INTO event SELECT g, date '2026-01-01' + g % 59, g * 7919 % 3000, repeat('n', 60) FROM generate_series(1, 60000) AS g;
VACUUM ANALYZE event;

SELECT scenario.query('SELECT * FROM event WHERE kind = 77', 100);
SELECT scenario.query('SELECT * FROM event WHERE kind = 78 AND at BETWEEN ''2026-02-01'' AND ''2026-02-28''', 100);
SELECT scenario.expect('ON event (kind)');
SELECT scenario.expect('ON event (kind, at)');
