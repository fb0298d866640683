-- Runs of checks ($1) with names. What a run does is shown to those who may see the statements of its role in
-- pg_stat_activity; that it runs is shown to all.
SELECT r.pid, d.datname AS database_name, pg_get_userbyid(r.role) AS user_name, t.started_at, v.area, v.check_id,
       v.check_started_at, v.checks_done, v.checks_total, v.findings
FROM jsonb_to_recordset($1) AS r(
    pid integer, database oid, role oid, started_at bigint, checks_done bigint, checks_total bigint, findings bigint,
    area text, check_id text, check_started_at bigint)
CROSS JOIN LATERAL (
    SELECT timestamptz '2000-01-01 00:00:00+00' + r.started_at * interval '1 microsecond' AS started_at,
           timestamptz '2000-01-01 00:00:00+00' + r.check_started_at * interval '1 microsecond' AS check_started_at) AS t
LEFT JOIN pg_database AS d ON d.oid = r.database
LEFT JOIN LATERAL (
    SELECT r.area, r.check_id, CASE WHEN r.check_id IS NOT NULL THEN t.check_started_at END AS check_started_at,
           r.checks_done, r.checks_total, r.findings
    WHERE pg_has_role(r.role, 'USAGE') OR pg_has_role('pg_read_all_stats', 'USAGE')) AS v ON true
ORDER BY r.started_at, r.pid
