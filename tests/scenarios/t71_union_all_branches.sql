-- T71. Each branch of UNION ALL is a search of its own.
CREATE TABLE sale AS SELECT g AS id, g * 7 % 2000 AS who, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 40000) AS g;
CREATE TABLE refund AS SELECT g AS id, g * 7 % 2000 AS who, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 40000) AS g;
VACUUM ANALYZE sale, refund;

SELECT scenario.query('SELECT * FROM (SELECT * FROM sale UNION ALL SELECT * FROM refund) AS both_of WHERE who = 42', 100);
SELECT scenario.expect('ON sale (who)', 'ON refund (who)');
