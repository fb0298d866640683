-- name: order page: items with their products
-- calls: 100
\set id random(1, 400000)
SELECT i.id, i.quantity, i.unit_price, i.line_amount, p.sku, p.name
FROM order_items AS i
JOIN products AS p ON p.id = i.product_id
WHERE i.order_id = :id
ORDER BY i.id;
