-- T54. doc ? 'k' needs jsonb_ops, and then serves @> as well: one index for both.
CREATE TABLE doc AS
SELECT g AS id, CASE WHEN g % 400 = 0 THEN jsonb_build_object('rare', g) ELSE jsonb_build_object('k', 'v' || g * 7 % 5000) END
    || jsonb_build_object('t', repeat('n', 60)) AS doc FROM generate_series(1, 40000) AS g;
VACUUM ANALYZE doc;

SELECT scenario.query('SELECT id, doc FROM doc WHERE doc ? ''rare''', 100);
SELECT scenario.query('SELECT id, doc FROM doc WHERE doc @> ''{"k": "v42"}''', 20);
SELECT scenario.expect('ON doc USING gin (doc)');
