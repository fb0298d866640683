-- Plannable statements of this database, the costliest first; our own left out. $1: how many at most, `found`: how many
-- there are. The relation's name comes from statement_statistics_view.sql. `may_plan`: the caller has the privileges of
-- the role that ran it. PREPARE is the text of what EXECUTE runs. The text is empty where the file that holds the texts
-- was lost.
SELECT coalesce(s.query, '') AS sql,
       sum(s.calls)::double precision AS calls,
       (sum(s.total_exec_time) / greatest(sum(s.calls), 1))::double precision AS mean_time_ms,
       (sum(s.rows) / greatest(sum(s.calls), 1))::double precision AS rows,
       s.queryid AS query_id,
       s.userid::bigint AS role,
       coalesce(pg_has_role(s.userid, 'USAGE'), false) AS may_plan,
       count(*) OVER () AS found
FROM {relation} AS s
WHERE s.dbid = (SELECT d.oid FROM pg_catalog.pg_database AS d WHERE d.datname = current_database())
  AND (s.query IS NULL OR s.query = '<insufficient privilege>'
       OR (s.query ~* '^([\s(]|/\*.*?\*/|--[^\n]*\n)*((select|with|insert|update|delete|merge|values|table)\M|prepare\s+(?!transaction\M))'
           AND s.query NOT LIKE '%/* dbarch */%'
           AND s.query !~* '\mdbarch\.'))
GROUP BY s.queryid, s.query, s.userid
ORDER BY sum(s.total_exec_time) DESC, s.queryid
LIMIT $1
