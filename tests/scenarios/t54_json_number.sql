-- T54. A range of (doc ->> 'n')::int: the expression with its cast.
CREATE TABLE doc AS
SELECT g AS id, jsonb_build_object('k', 'v' || g * 7 % 5000, 'n', g * 7919 % 30011, 't', repeat('n', 60)) AS doc FROM generate_series(1, 30000) AS g;
VACUUM ANALYZE doc;

SELECT scenario.query('SELECT id, doc FROM doc WHERE (doc ->> ''n'')::int > 29960', 100);
SELECT scenario.expect('ON doc (((doc ->> ''n'')::int))');
