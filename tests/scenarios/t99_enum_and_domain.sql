-- T99. Enums and domains have the order of what they are made of.
CREATE TYPE mood AS ENUM ('fine', 'so so', 'bad');
CREATE DOMAIN part_number AS text CHECK (value ~ '^P');
CREATE TABLE part AS
SELECT g AS id, CASE WHEN g % 1000 = 0 THEN 'bad' ELSE 'fine' END::mood AS mood, ('P' || g * 7 % 5000)::part_number AS number, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 50000) AS g;
VACUUM ANALYZE part;

SELECT scenario.query('SELECT * FROM part WHERE number = ''P42''', 100);
SELECT scenario.query('SELECT * FROM part WHERE mood = ''bad''', 100);
SELECT scenario.expect('ON part (number)', 'ON part (mood)');
SELECT scenario.expect('ON part (number)', 'ON part (id) WHERE mood = ''bad''');
SELECT scenario.expect('ON part (number)', 'ON part (mood) WHERE mood = ''bad''');
