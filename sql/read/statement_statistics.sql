-- Statements of this database, utility commands and our own left out. $1: a statement is slow above this mean, in
-- milliseconds; $2: how many slow ones to quote. The relation's name comes from statement_statistics_view.sql.
-- E'' means the same whatever the session's standard_conforming_strings.
WITH own AS MATERIALIZED (
    SELECT s.queryid, s.query, s.calls, s.total_exec_time, s.mean_exec_time
    FROM {relation} AS s
    WHERE s.dbid = (SELECT d.oid FROM pg_catalog.pg_database AS d WHERE d.datname = current_database())
), counted AS (
    SELECT o.*
    FROM own AS o
    WHERE o.query ~* E'^[\\s(]*(/\\*.*\\*/\\s*)*(select|with|insert|update|delete|merge|values|table)\\M'
      AND o.query NOT LIKE '%/* dbarch */%'
      AND o.query !~* E'\\mdbarch\\.'
), slow AS (
    SELECT c.query, sum(c.calls)::bigint AS calls, sum(c.total_exec_time)::float8 AS total_ms,
           (sum(c.total_exec_time) / sum(c.calls))::float8 AS mean_ms
    FROM counted AS c
    WHERE c.mean_exec_time > $1 AND c.calls > 0
    GROUP BY c.queryid, c.query
    -- A bulk load or a migration runs once or twice; nobody has to make it faster.
    HAVING sum(c.calls) > 2
)
SELECT (SELECT coalesce(sum(c.calls), 0)::bigint FROM counted AS c) AS calls,
       (SELECT coalesce(sum(c.total_exec_time), 0)::float8 FROM counted AS c) AS total_ms,
       (SELECT count(*) FROM own AS o WHERE o.query IS NULL OR o.query = '<insufficient privilege>') AS hidden,
       (SELECT count(*) FROM slow) AS slow_count,
       (SELECT coalesce(jsonb_agg(to_jsonb(t) ORDER BY t.total_ms DESC, t.query), '[]')
        FROM (SELECT s.* FROM slow AS s ORDER BY s.total_ms DESC, s.query LIMIT $2) AS t) AS slow
