-- T72. An UPDATE that changes the column that it searches by: the index helps, and every row that moves costs an entry.
CREATE TABLE task AS
SELECT g AS id, g * 7 % 5000 AS batch, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 50000) AS g;
VACUUM ANALYZE task;

SELECT scenario.query('UPDATE task SET batch = NULL WHERE batch = 42', 100);
SELECT scenario.expect('ON task (batch)');
