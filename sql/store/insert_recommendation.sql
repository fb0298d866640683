-- Another session may have been faster, and then it is known. No number is spent on one that is.
INSERT INTO dbarch.recommendations (
    fingerprint, action, table_name, index_name, definition, equivalents, ddl, undo_ddl, size_bytes,
    cost_before, cost_after, improvement_pct, confidence, reason, detail)
SELECT n.fingerprint, n.action, n.table_name, n.index_name, n.definition, n.equivalents, n.ddl, n.undo_ddl, n.size_bytes,
       n.cost_before, n.cost_after, n.improvement_pct, n.confidence, n.reason, n.detail
FROM jsonb_populate_record(NULL::dbarch.recommendations, $1) AS n
ON CONFLICT (fingerprint) DO NOTHING
RETURNING id
