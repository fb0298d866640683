-- T76. The column of the foreign key has an index: nothing to do, whatever is deleted.
CREATE TABLE parent (id int CONSTRAINT pk_parent_id PRIMARY KEY, note text);
CREATE TABLE child (id int CONSTRAINT pk_child_id PRIMARY KEY, parent_id int CONSTRAINT fk_child_parent REFERENCES parent ON DELETE CASCADE, note text, x1 int DEFAULT 0, x2 int DEFAULT 0, x3 int DEFAULT 0);
INSERT INTO parent SELECT g, repeat('n', 60) FROM generate_series(1, 10000) AS g;
INSERT INTO child SELECT g, g * 7 % 10000 + 1, repeat('n', 60) FROM generate_series(1, 20000) AS g;
CREATE INDEX idx_child_parent_id ON child (parent_id);
DELETE FROM parent WHERE id <= 60;
VACUUM ANALYZE parent, child;

SELECT scenario.query('DELETE FROM parent WHERE id = 77', 100);
SELECT scenario.expect_nothing();
