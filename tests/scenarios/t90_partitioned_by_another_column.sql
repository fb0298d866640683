-- T90. With the partition key in the statement, only its partition is searched; the index is the parent's all the same.
CREATE TABLE event (id int, day int, kind int, note text, x1 int DEFAULT 0, x2 int DEFAULT 0, x3 int DEFAULT 0) PARTITION BY RANGE (day);
CREATE TABLE event_1 PARTITION OF event FOR VALUES FROM (0) TO (100);
CREATE TABLE event_2 PARTITION OF event FOR VALUES FROM (100) TO (200);
CREATE TABLE event_3 PARTITION OF event FOR VALUES FROM (200) TO (300);
INSERT INTO event SELECT g, g % 300, g * 7919 % 3000, repeat('n', 60) FROM generate_series(1, 60000) AS g;
VACUUM ANALYZE event;

SELECT scenario.query('SELECT * FROM event WHERE day = 150 AND kind = 78', 100);
SELECT scenario.expect('ON event (kind)');
SELECT scenario.expect('ON event (day, kind)');
SELECT scenario.expect('ON event (kind, day)');
