-- T91. A partition whose columns lie otherwise, after columns were dropped: the index is the parent's nevertheless.
CREATE TABLE event (gone int, id int, at int, gone_too text, kind int, note text, x1 int DEFAULT 0, x2 int DEFAULT 0, x3 int DEFAULT 0) PARTITION BY RANGE (at);
ALTER TABLE event DROP COLUMN gone, DROP COLUMN gone_too;
CREATE TABLE event_1 PARTITION OF event FOR VALUES FROM (0) TO (100);
CREATE TABLE event_2 (note text, old int, kind int, x3 int DEFAULT 0, at int, x2 int DEFAULT 0, id int, x1 int DEFAULT 0);
ALTER TABLE event_2 DROP COLUMN old;
ALTER TABLE event ATTACH PARTITION event_2 FOR VALUES FROM (100) TO (200);
INSERT INTO event (id, at, kind, note) SELECT g, g % 200, g * 7919 % 3000, repeat('n', 60) FROM generate_series(1, 60000) AS g;
VACUUM ANALYZE event;

SELECT scenario.query('SELECT * FROM event WHERE kind = 77', 100);
SELECT scenario.expect('ON event (kind)');
