-- T103. Updates that leave the searched column alone stay HOT: the index costs them nothing and is suggested.
CREATE TABLE job (id int CONSTRAINT pk_job_id PRIMARY KEY, owner int, progress int, note text, x1 int DEFAULT 0, x2 int DEFAULT 0, x3 int DEFAULT 0) WITH (fillfactor = 50);
INSERT INTO job SELECT g, g * 7 % 2000, 0, repeat('n', 60) FROM generate_series(1, 20000) AS g;
VACUUM ANALYZE job;
UPDATE job SET progress = progress + 1 WHERE id % 4 = 0;
UPDATE job SET progress = progress + 1 WHERE id % 4 = 1;
VACUUM ANALYZE job;

SELECT scenario.query('SELECT * FROM job WHERE owner = 42', 100);
SELECT scenario.query('UPDATE job SET progress = progress + 1 WHERE id = 42', 10000);
SELECT scenario.expect('ON job (owner)');
