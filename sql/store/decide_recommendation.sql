UPDATE dbarch.recommendations
SET decision = $2, decided_at = now(), decided_by = $3, decision_reason = $4
WHERE id = $1
RETURNING id
