-- Those that another session is about to delete need no waiting.
WITH gone AS (
    DELETE FROM dbarch.check_runs
    WHERE id IN (SELECT r.id FROM dbarch.check_runs AS r
                 WHERE r.name IS NULL AND r.finished_at < now() - make_interval(secs => $1)
                 FOR UPDATE SKIP LOCKED)
    RETURNING id
)
SELECT count(*) FROM gone
