-- Without indexes some of the queries take minutes.
CREATE TABLE bench.suggestion AS
SELECT replace(s.ddl, ' CONCURRENTLY', '') AS ddl, replace(s.undo_ddl, ' CONCURRENTLY', '') AS undo_ddl
FROM (SELECT array_agg(query) AS queries FROM bench.query) AS q, dbarch.suggest_indexes(queries => q.queries) AS s;
SELECT ddl FROM bench.suggestion \gexec
ANALYZE;
