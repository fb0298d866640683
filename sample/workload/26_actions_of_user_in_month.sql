-- name: what a person did in March
-- calls: 30
\set id random_zipfian(1, 100000, 1.05)
SELECT action, entity_type, entity_id, created_at
FROM audit_log
WHERE user_id = :id AND created_at >= '2025-03-01 00:00+00' AND created_at < '2025-04-01 00:00+00'
ORDER BY created_at DESC;
