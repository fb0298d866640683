-- Recommendations that nobody has decided about and that were not made for so many days that they are long expired. Those
-- that another session is about to make again stay.
WITH gone AS (
    DELETE FROM dbarch.recommendations
    WHERE id IN (SELECT r.id FROM dbarch.recommendations AS r
                 WHERE r.decision = 'new' AND r.last_seen < now() - make_interval(days => $1)
                 FOR UPDATE SKIP LOCKED)
    RETURNING id
)
SELECT count(*) FROM gone
