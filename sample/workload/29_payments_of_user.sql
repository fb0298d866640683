-- name: payments of a customer
-- calls: 25
\set id random(100, 100000)
SELECT p.id, p.amount, p.status, p.paid_at, o.order_number
FROM payments AS p
JOIN orders AS o ON o.id = p.order_id
WHERE o.user_id = :id
ORDER BY p.paid_at DESC NULLS LAST
LIMIT 10;
