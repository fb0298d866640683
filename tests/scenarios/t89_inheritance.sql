-- T89. An inheritance parent: an index there does not reach the children, so each that is large gets its own.
CREATE TABLE event (id int, kind int, note text, x1 int DEFAULT 0, x2 int DEFAULT 0, x3 int DEFAULT 0);
CREATE TABLE event_a () INHERITS (event);
CREATE TABLE event_b () INHERITS (event);
INSERT INTO event_a SELECT g, g * 7919 % 3000, repeat('n', 60) FROM generate_series(1, 30000) AS g;
INSERT INTO event_b SELECT g, g * 7919 % 3000, repeat('n', 60) FROM generate_series(1, 30000) AS g;
VACUUM ANALYZE event_a, event_b;

SELECT scenario.query('SELECT * FROM event WHERE kind = 77', 100);
SELECT scenario.expect('ON event_a (kind)', 'ON event_b (kind)');
