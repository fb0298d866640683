-- Asks for the advice once and keeps it, with the time it took; the DDL goes to the file :ddl.

CREATE TABLE bench.result AS
SELECT bench.total_cost() AS baseline, clock_timestamp() AS started_at, NULL::timestamptz AS finished_at,
       NULL::double precision AS actual;

CREATE TABLE bench.suggestion AS
SELECT * FROM dbarch.suggest_indexes(queries => (SELECT array_agg(query ORDER BY no) FROM bench.query));

UPDATE bench.result SET finished_at = clock_timestamp();

\pset tuples_only on
\pset format unaligned
\o :ddl
SELECT rtrim(ddl, E'; \n') || ';' FROM bench.suggestion ORDER BY rank;
\o
