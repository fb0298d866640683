-- name: audit trail of an order
-- calls: 50
\set id random(1, 400000)
SELECT id, user_id, action, payload, created_at
FROM audit_log
WHERE entity_type = 'order' AND entity_id = :id
ORDER BY created_at DESC
LIMIT 20;
