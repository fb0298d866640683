-- T94. Names that are keywords.
CREATE TABLE "order" AS
SELECT g AS id, g * 7 % 2000 AS "user", g * 7919 % 50000 AS "select", repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 40000) AS g;
VACUUM ANALYZE "order";

SELECT scenario.query('SELECT * FROM "order" WHERE "user" = 42 AND "select" > 49000', 100);
SELECT scenario.query('SELECT * FROM "order" WHERE "user" = 42', 100);
SELECT scenario.expect('ON "order" ("user", "select")');
SELECT scenario.expect('ON "order" ("user")');
