-- T122. A join of fourteen tables, planned by the genetic optimizer: the filter and the joins get their indexes, in time.
SELECT format('CREATE TABLE t%s AS SELECT g AS id, g * 7 %% 5000 + 1 AS next, repeat(''n'', 60) AS note, 0 AS x1, 0 AS x2 FROM generate_series(1, 5000) AS g', n)
FROM generate_series(1, 14) AS n \gexec
VACUUM ANALYZE;

SELECT scenario.query('SELECT count(*) FROM ' || string_agg(CASE n WHEN 1 THEN 't1' ELSE format('JOIN t%s ON t%s.id = t%s.next', n, n, n - 1) END, ' ' ORDER BY n)
    || ' WHERE t1.id = 42', 100) FROM generate_series(1, 14) AS n;
SELECT scenario.expect_gain_of(VARIADIC ARRAY(SELECT format('CREATE INDEX ON t%s (id)', n) FROM generate_series(1, 14) AS n));
-- The genetic optimizer finds other plans at every call.
SELECT scenario.tolerate('prediction', 0.5);
