-- name: report: orders that are neither paid nor cancelled for long
-- calls: 15
SELECT o.id, o.order_number, u.email, o.total_amount
FROM orders AS o
JOIN users AS u ON u.id = o.user_id
WHERE o.status = 'pending' AND o.created_at < '2025-12-01 00:00+00'
ORDER BY o.created_at
LIMIT 100;
