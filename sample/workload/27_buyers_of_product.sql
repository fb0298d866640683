-- name: recent buyers of a product
-- calls: 25
\set id random(200, 20000)
SELECT o.id, o.user_id, o.created_at, i.quantity
FROM order_items AS i
JOIN orders AS o ON o.id = i.order_id
WHERE i.product_id = :id AND o.status <> 'cancelled'
ORDER BY o.created_at DESC
LIMIT 20;
