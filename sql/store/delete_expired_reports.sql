DELETE FROM dbarch.reports
WHERE started_at < now() - make_interval(secs => $1)
RETURNING id
