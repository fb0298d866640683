-- T18. "flag IS TRUE" is an equality like "flag = true". It does not prove a predicate WHERE flag, so the flag leads the key.
CREATE TABLE job AS
SELECT g AS id, g % 200 = 0 AS urgent, g * 7919 % 50000 AS priority, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 50000) AS g;
VACUUM ANALYZE job;

SELECT scenario.query('SELECT * FROM job WHERE urgent = true ORDER BY priority LIMIT 20', 100);
SELECT scenario.query('SELECT * FROM job WHERE urgent IS TRUE ORDER BY priority LIMIT 20', 100);
SELECT scenario.expect('ON job (urgent, priority)');
-- Two of a few pages each instead of one over all rows.
SELECT scenario.expect('ON job (urgent, priority) WHERE urgent', 'ON job (urgent, priority) WHERE urgent IS TRUE');
SELECT scenario.expect('ON job (priority) WHERE urgent', 'ON job (priority) WHERE urgent IS TRUE');
