-- T13. Partitions of partitions have indexes under names of their own, one of them made of others: undo brings all back.
CREATE TABLE event (id int, at date, kind int, note text, x1 int DEFAULT 0, x2 int DEFAULT 0, x3 int DEFAULT 0, x4 int DEFAULT 0) PARTITION BY RANGE (at);
CREATE TABLE event_1 PARTITION OF event FOR VALUES FROM ('2026-01-01') TO ('2026-02-01') PARTITION BY RANGE (id);
CREATE TABLE event_1a PARTITION OF event_1 FOR VALUES FROM (0) TO (30000);
CREATE TABLE event_1b PARTITION OF event_1 FOR VALUES FROM (30000) TO (90000);
CREATE TABLE "Event 2" PARTITION OF event FOR VALUES FROM ('2026-02-01') TO ('2026-03-01');
CREATE TABLE event_3 PARTITION OF event FOR VALUES FROM ('2026-03-01') TO ('2026-04-01');
INSERT INTO event SELECT g, date '2026-01-01' + g % 89, g * 7919 % 3000, repeat('n', 60) FROM generate_series(1, 60000) AS g;
CREATE INDEX leaf ON event_1a (kind);
CREATE INDEX middle ON event_1 (kind);
CREATE INDEX "Some ON" ON "Event 2" (kind) WITH (fillfactor = 70);
VACUUM ANALYZE event;

SELECT scenario.query('SELECT * FROM event WHERE kind = 77', 100);
SELECT scenario.expect('ON event (kind)');
SELECT scenario.expect_true('the reason tells', $$SELECT bool_or(reason ~ 'takes over public.event_1b_kind_idx, public.leaf, public."Some ON" and 1 more; the undo builds them again') FROM scenario.advice$$);
