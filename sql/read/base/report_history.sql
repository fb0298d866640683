-- id = "report_history"
-- ---
-- What earlier health reports have noted of this database, one row a report. The worker writes them, and run_report().
-- Members of pg_monitor may read them.
SELECT
    format('%I', current_database()) AS qualified,
    extract(epoch FROM now() - r.finished_at)::float8 / 86400 AS days_ago,
    (r.body #>> '{databases,primary,size_bytes}')::bigint AS bytes,
    (r.body #>> '{databases,primary,connections_used}')::bigint AS connections,
    (r.body #>> '{databases,primary,connections_max}')::bigint AS max_connections
FROM dbarch.reports AS r
WHERE r.kind = 'health' AND r.status = 'succeeded'
