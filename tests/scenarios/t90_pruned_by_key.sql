-- T90. What partition pruning does already needs no index on the partition key.
CREATE TABLE event (id int, day int, note text, x1 int DEFAULT 0, x2 int DEFAULT 0, x3 int DEFAULT 0) PARTITION BY LIST (day);
SELECT format('CREATE TABLE event_%s PARTITION OF event FOR VALUES IN (%s)', d, d) FROM generate_series(0, 9) AS d \gexec
INSERT INTO event SELECT g, g % 10, repeat('n', 60) FROM generate_series(1, 40000) AS g;
VACUUM ANALYZE event;

SELECT scenario.query('SELECT * FROM event WHERE day = 7', 100);
SELECT scenario.expect_nothing();
