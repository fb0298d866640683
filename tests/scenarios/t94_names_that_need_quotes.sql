-- T94. Names with capitals, spaces, quotes and letters of other scripts.
CREATE SCHEMA "My Schema";
CREATE TABLE "My Schema"."Order's ""Ünïcode""" AS
SELECT g AS id, g * 7 % 2000 AS "Customer Id", g * 7919 % 50000 AS "größe, in ""cm""", repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 40000) AS g;
VACUUM ANALYZE "My Schema"."Order's ""Ünïcode""";

SELECT scenario.query($$SELECT * FROM "My Schema"."Order's ""Ünïcode""" WHERE "Customer Id" = 42$$, 100);
SELECT scenario.query($$SELECT * FROM "My Schema"."Order's ""Ünïcode""" WHERE "größe, in ""cm""" = 42$$, 100);
SELECT scenario.expect('ON "My Schema"."Order''s ""Ünïcode""" ("Customer Id")', 'ON "My Schema"."Order''s ""Ünïcode""" ("größe, in ""cm""")');
