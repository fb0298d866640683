-- T54. doc ->> 'k' = ?: an index on the expression.
CREATE TABLE doc AS
SELECT g AS id, jsonb_build_object('k', 'v' || g * 7 % 5000, 'n', g * 7919 % 50000, 't', repeat('n', 60)) AS doc FROM generate_series(1, 40000) AS g;
VACUUM ANALYZE doc;

SELECT scenario.query('SELECT id, doc FROM doc WHERE doc ->> ''k'' = ''v42''', 100);
SELECT scenario.expect('ON doc ((doc ->> ''k''))');
