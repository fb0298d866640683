-- bench.advice: what the statements of the log cost without any index to come, with those that the captured workload asks
-- for, and with those that the very statements ask for.
CREATE TABLE bench.statement AS
SELECT array_agg(statement) AS queries
FROM (SELECT substring(message FROM '^duration: [0-9.]+ ms  statement: (.*)') AS statement
      FROM bench.log WHERE application_name = 'pgbench') AS s
WHERE statement ~* '^\s*(select|with|insert|update|delete|merge)\M';

CREATE TABLE bench.advice AS
SELECT 'captured' AS workload, count(*) AS indexes, array_agg(ddl) AS ddl FROM dbarch.suggest_indexes()
UNION ALL
SELECT 'true', count(*), array_agg(s.ddl)
FROM bench.statement AS b, dbarch.suggest_indexes(queries => b.queries, time_limit => '10 min') AS s
UNION ALL
SELECT 'none', 0, '{}';

ALTER TABLE bench.advice ADD COLUMN cost double precision;
UPDATE bench.advice AS a
SET cost = (SELECT sum(w.cost) FROM bench.statement AS b, dbarch.whatif_cost(b.queries, a.ddl) AS w);
