-- A table whose columns can be chosen in more ways than there are statements to run.
CREATE SCHEMA bench;
SELECT format('CREATE TABLE bench.wide AS SELECT id, %s FROM generate_series(0, 999) AS id',
              string_agg(format('id %% %s AS measure_%s', n + 2, n), ', '))
FROM generate_series(0, 15) AS n \gexec
ALTER TABLE bench.wide ADD PRIMARY KEY (id);
VACUUM ANALYZE bench.wide;
