-- name: back office: next page of all orders (keyset)
-- calls: 30
\set id random(50000, 399000)
SELECT id, order_number, status, total_amount, created_at
FROM orders
WHERE (created_at, id) < (timestamptz '2024-06-01 00:00+00' + :id * interval '2 minutes', :id)
ORDER BY created_at DESC, id DESC
LIMIT 50;
