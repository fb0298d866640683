-- T13. One partition has the index, the parent has not: it is suggested for the parent, and undo leaves the partition's.
CREATE TABLE event (id int, at date, kind int, note text, x1 int DEFAULT 0, x2 int DEFAULT 0, x3 int DEFAULT 0, x4 int DEFAULT 0) PARTITION BY RANGE (at);
CREATE TABLE event_1 PARTITION OF event FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');
CREATE TABLE event_2 PARTITION OF event FOR VALUES FROM ('2026-02-01') TO ('2026-03-01');
INSERT INTO event SELECT g, date '2026-01-01' + g % 59, g * 7919 % 3000, repeat('n', 60) FROM generate_series(1, 60000) AS g;
CREATE INDEX idx_event_1_kind ON event_1 (kind);
VACUUM ANALYZE event;

SELECT scenario.query('SELECT * FROM event WHERE kind = 77', 100);
SELECT scenario.expect('ON event (kind)');
