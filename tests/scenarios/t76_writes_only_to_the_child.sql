-- T76. Nobody deletes parents or changes their keys: what foreign keys look for costs nothing, so no index for it.
CREATE TABLE parent (id int CONSTRAINT pk_parent_id PRIMARY KEY, note text);
CREATE TABLE child (id int CONSTRAINT pk_child_id PRIMARY KEY, parent_id int CONSTRAINT fk_child_parent REFERENCES parent ON DELETE CASCADE, note text, x1 int DEFAULT 0, x2 int DEFAULT 0, x3 int DEFAULT 0);
INSERT INTO parent SELECT g, repeat('n', 60) FROM generate_series(1, 10000) AS g;
INSERT INTO child SELECT g, g * 7 % 10000 + 1, repeat('n', 60) FROM generate_series(1, 20000) AS g;
VACUUM ANALYZE parent, child;

SELECT scenario.query('UPDATE parent SET note = ''x'' WHERE id = 77', 100);
SELECT scenario.query('INSERT INTO child VALUES (100000, 5, ''x'')', 100);
SELECT scenario.expect_nothing();
