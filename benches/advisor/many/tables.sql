-- :tables tables of 12,000 rows, and :statements distinct statements over them: look-ups, ranges, lists, wanted orders, joins and
-- changes of rows, all with constants of their own.
CREATE SCHEMA many;

SELECT format('CREATE TABLE many.t%s (id int PRIMARY KEY, a int, b int, c int, d date, e text, f text)', n),
       format($$INSERT INTO many.t%s SELECT i, i * 7919 %% %s, i * 104729 %% 50, i %% 12000, date '2026-01-01' + i %% 700,
                  md5((i * %s)::text), repeat('x', 40) FROM generate_series(1, 12000) AS i$$, n, 200 + n, n)
FROM generate_series(1, :tables) AS n \gexec

CREATE TABLE many.query AS
SELECT n,
       -- What goes round the tables for the second time asks something else of them.
       format(CASE (n + n / :tables) % 10
                  WHEN 0 THEN 'SELECT * FROM many.t%1$s WHERE a = %3$s'
                  WHEN 1 THEN 'SELECT * FROM many.t%1$s WHERE a = %3$s AND d > date ''2026-11-01'' ORDER BY d DESC LIMIT 20'
                  WHEN 2 THEN 'SELECT count(*) FROM many.t%1$s WHERE d BETWEEN date ''2026-03-01'' AND date ''2026-03-01'' + %4$s'
                  WHEN 3 THEN 'SELECT x.e, y.f FROM many.t%1$s AS x JOIN many.t%2$s AS y ON y.c = x.id WHERE x.a = %3$s'
                  WHEN 4 THEN 'SELECT b, sum(a) FROM many.t%1$s WHERE b IN (%4$s, 17) AND d > date ''2027-06-01'' GROUP BY b'
                  WHEN 5 THEN 'SELECT * FROM many.t%1$s WHERE lower(e) = md5(''%3$s'')'
                  WHEN 6 THEN 'UPDATE many.t%1$s SET f = ''y'' WHERE c = %3$s'
                  WHEN 7 THEN 'SELECT x.id FROM many.t%1$s AS x, many.t%2$s AS y WHERE x.a = y.a AND x.c = %3$s AND y.b = %4$s'
                  WHEN 8 THEN 'SELECT * FROM many.t%1$s WHERE e LIKE ''%5$s%%'' ORDER BY c LIMIT 10'
                  ELSE 'SELECT * FROM many.t%1$s WHERE a = %3$s AND b = %4$s AND c > 100'
              END,
              1 + n * 7 % :tables, 1 + n * 13 % :tables, n * 31 % 190, n % 40, substr(md5(n::text), 1, 4)) AS text
FROM generate_series(1, :statements) AS n;
VACUUM ANALYZE;
