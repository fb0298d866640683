-- name: warehouse: oldest paid orders
-- calls: 40
SELECT id, order_number, shipping_country, created_at
FROM orders
WHERE status = 'paid' AND deleted_at IS NULL
ORDER BY created_at
LIMIT 50;
