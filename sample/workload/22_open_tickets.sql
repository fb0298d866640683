-- name: support queue: most urgent open tickets
-- calls: 40
SELECT id, user_id, subject, priority, opened_at
FROM "supportTickets"
WHERE state = 'open'
ORDER BY priority, opened_at
LIMIT 25;
