-- T71. Down a tree by a recursive CTE: the column that points to the parent.
CREATE TABLE part (id int CONSTRAINT pk_part_id PRIMARY KEY, parent_id int, note text, x1 int DEFAULT 0, x2 int DEFAULT 0, x3 int DEFAULT 0);
INSERT INTO part SELECT g, CASE WHEN g > 1 THEN g / 3 END, repeat('n', 60) FROM generate_series(1, 50000) AS g;
VACUUM ANALYZE part;

SELECT scenario.query($$WITH RECURSIVE tree AS (
    SELECT id, parent_id, 1 AS depth FROM part WHERE id = 7
    UNION ALL SELECT p.id, p.parent_id, tree.depth + 1 FROM tree JOIN part AS p ON p.parent_id = tree.id WHERE tree.depth < 3)
    SELECT * FROM tree$$, 100);
SELECT scenario.expect_gain_of('CREATE INDEX ON part (parent_id)');
SELECT scenario.expect('ON part (parent_id)');
SELECT scenario.expect('ON part (parent_id, id)');
SELECT scenario.expect('ON part (parent_id) INCLUDE (id)');
