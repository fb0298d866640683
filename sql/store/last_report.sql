SELECT r.status, r.error,
       to_char(r.started_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS started_at,
       extract(epoch FROM clock_timestamp() - r.started_at)::float8 AS age_seconds
FROM dbarch.reports AS r
WHERE r.kind = $1
ORDER BY r.started_at DESC
LIMIT 1
