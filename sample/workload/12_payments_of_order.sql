-- name: order page: payments
-- calls: 70
\set id random(1, 400000)
SELECT id, status, amount, failure_code, paid_at FROM payments WHERE order_id = :id ORDER BY created_at;
