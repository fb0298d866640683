-- name: orders of a company since a day
-- calls: 40
\set id random_zipfian(1, 2000, 1.1)
\set day random(0, 300)
SELECT id, order_number, user_id, total_amount, created_at
FROM orders
WHERE organization_id = :id AND created_at >= timestamptz '2025-01-01 00:00+00' + :day * interval '1 day'
ORDER BY created_at DESC
LIMIT 100;
