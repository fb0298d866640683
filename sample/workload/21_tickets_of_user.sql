-- name: support tickets of a customer
-- calls: 60
\set id random(1, 100000)
SELECT id, subject, state, opened_at FROM "supportTickets" WHERE user_id = :id ORDER BY opened_at DESC;
