-- T135. An index that no query here uses supports a foreign key: it must stay.
CREATE TABLE parent (id int CONSTRAINT pk_parent_id PRIMARY KEY, note text);
CREATE TABLE child (id int CONSTRAINT pk_child_id PRIMARY KEY, parent_id int CONSTRAINT fk_child_parent REFERENCES parent, note text, x1 int DEFAULT 0, x2 int DEFAULT 0, x3 int DEFAULT 0);
INSERT INTO parent SELECT g, repeat('n', 60) FROM generate_series(1, 5000) AS g;
INSERT INTO child SELECT g, g * 7 % 5000 + 1, repeat('n', 60) FROM generate_series(1, 30000) AS g;
CREATE INDEX idx_child_parent ON child (parent_id);
VACUUM ANALYZE parent, child;

SELECT scenario.query('SELECT * FROM child WHERE id = 42', 100);
SELECT scenario.expect_nothing();
