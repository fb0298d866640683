-- T97. An index that holds all columns is a copy of the table: cheap to read for the planner, and no expert's choice.
CREATE TABLE message AS
SELECT g AS id, g * 7 % 2000 AS sender, g % 100 AS kind, repeat(md5(g::text), 4) AS body FROM generate_series(1, 30000) AS g;
VACUUM ANALYZE message;

SELECT scenario.query('SELECT * FROM message WHERE sender = 42', 100);
SELECT scenario.expect('ON message (sender)');
