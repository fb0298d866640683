-- All recommendations; those last made more than $1 days ago are overdue.
SELECT r.*,
       r.last_seen + make_interval(days => $1) AS expires_at,
       r.last_seen < now() - make_interval(days => $1) AS overdue
FROM dbarch.recommendations AS r
ORDER BY r.id
