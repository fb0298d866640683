SELECT r.id, r.fingerprint, r.index_name, r.decision_reason AS reason
FROM dbarch.recommendations AS r
WHERE r.decision = 'dismissed'
