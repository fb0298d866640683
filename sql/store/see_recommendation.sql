-- A recommendation that is known was made again: what is said of it now is what counts.
UPDATE dbarch.recommendations AS r
SET action = n.action, index_name = n.index_name, definition = n.definition, equivalents = n.equivalents, ddl = n.ddl,
    undo_ddl = n.undo_ddl, size_bytes = n.size_bytes, cost_before = n.cost_before, cost_after = n.cost_after,
    improvement_pct = n.improvement_pct, confidence = n.confidence, reason = n.reason, detail = n.detail,
    last_seen = now(), times_seen = r.times_seen + 1
FROM jsonb_populate_record(NULL::dbarch.recommendations, $1) AS n
WHERE r.fingerprint = n.fingerprint
RETURNING r.id
