-- name: order history of a customer
-- calls: 120
\set id random_zipfian(1, 100000, 1.05)
SELECT id, order_number, status, total_amount, currency, created_at
FROM orders
WHERE user_id = :id AND deleted_at IS NULL
ORDER BY created_at DESC
LIMIT 20;
