-- T18. A boolean that is true in 1 % of the rows: a partial index holds these and nothing else.
CREATE TABLE job AS
SELECT g AS id, g % 100 = 0 AS urgent, g * 7919 % 50000 AS priority, repeat('n', 80) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 50000) AS g;
VACUUM ANALYZE job;

SELECT scenario.query('SELECT * FROM job WHERE urgent', 100);
SELECT scenario.expert('CREATE INDEX ON job (id) WHERE urgent');
SELECT scenario.expect('ON job (urgent) WHERE urgent');
SELECT scenario.expect('ON job (id) WHERE urgent');
SELECT scenario.expect('ON job (priority) WHERE urgent');
