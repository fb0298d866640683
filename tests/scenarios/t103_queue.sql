-- T103. A queue whose rows change their status: the partial index on what is pending is right, and its cost is told.
CREATE TABLE job (id int CONSTRAINT pk_job_id PRIMARY KEY, status text, created int, note text, x1 int DEFAULT 0, x2 int DEFAULT 0, x3 int DEFAULT 0) WITH (fillfactor = 50);
INSERT INTO job SELECT g, CASE WHEN g > 29950 THEN 'pending' ELSE 'done' END, g, repeat('n', 60) FROM generate_series(1, 30000) AS g;
VACUUM ANALYZE job;
UPDATE job SET status = 'pending' WHERE id <= 2000;
UPDATE job SET status = 'done' WHERE id <= 2000;
VACUUM ANALYZE job;

SELECT scenario.query('SELECT * FROM job WHERE status = ''pending'' ORDER BY created LIMIT 1', 1000);
SELECT scenario.query('UPDATE job SET status = ''done'' WHERE id = 42', 1000);
SELECT scenario.expect('ON job (created) WHERE status = ''pending''');
SELECT scenario.expect_true('the reason tells of updates', $$SELECT bool_or(reason ~* 'HOT|update') FROM scenario.advice$$);
